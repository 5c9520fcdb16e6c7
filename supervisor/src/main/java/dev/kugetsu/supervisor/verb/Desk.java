package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What a verb finds in front of it within a transaction. Not thread-safe.
public final class Desk {

    private final Handle handle;
    private final HostId host;
    private final ProjectId project;
    private final Caller caller;
    private final Instant now;
    private final ActorBook actors;
    private Optional<Actor> actor = Optional.empty();

    Desk(Handle handle, HostId host, ProjectId project, Caller caller, Instant now, ActorBook actors) {
        this.handle = handle;
        this.host = host;
        this.project = project;
        this.caller = caller;
        this.now = now;
        this.actors = actors;
    }

    public Handle handle() {
        return handle;
    }

    /// The rows of a feature.
    public <D> D rows(Class<D> dao) {
        return handle.attach(dao);
    }

    public HostId host() {
        return host;
    }

    /// The project that the caller stands in, or has named.
    public ProjectId project() {
        return project;
    }

    public Caller caller() {
        return caller;
    }

    public Instant now() {
        return now;
    }

    /// Who does this; whoever is not known yet becomes so.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException as {@link ActorBook#identify}
    public Actor actor() {
        Actor known = actor.orElseGet(() -> actors.identify(this));
        actor = Optional.of(known);
        return known;
    }

    /// The same for whoever is here by the word of its harness: an agent session that had ended begins anew.
    public Actor arrival() {
        actors.readmit(this);
        return actor();
    }

    /// Who does this, if that is known by now; nobody becomes known by it.
    public Optional<Actor> knownActor() {
        return actor.or(() -> actors.find(this));
    }

    /// Notes in the journal what the actor has done; not for what changes nothing.
    ///
    /// @param subject what it is about
    public void record(JournalKind kind, Optional<String> subject, Optional<String> text) {
        record(actor(), kind, subject, text);
    }

    /// The same of somebody else.
    public void record(Actor who, JournalKind kind, Optional<String> subject, Optional<String> text) {
        rows(JournalWriter.class).insert(now, project, who.agent(), who.agentSession(), kind.code(), subject, text);
    }
}
