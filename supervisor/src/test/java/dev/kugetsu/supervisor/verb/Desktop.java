package dev.kugetsu.supervisor.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.agent.AgentWiring;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.ProcessExecutor;

/// A home, an empty repository, and verbs over both, at a time that passes only when it is told to.
public final class Desktop implements AutoCloseable {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final ProjectId PROJECT = new ProjectId("app");

    /// What features are made from.
    public record Parts(
            KugetsuHome home, Store store, Clock clock, AgentWiring agents, Projects projects, RandomId ids) {}

    /// Has the verbs of features done.
    @FunctionalInterface
    public interface Features {
        void serve(Handlers handlers, Parts parts);
    }

    private final Path repository;
    private final Store store;
    private final Coordinator coordination;
    private Instant now = NOON;

    /// @param features those that the test is about; agents are there anyway
    public Desktop(Path folder, Features features) throws Exception {
        this.repository = Files.createDirectories(folder.resolve("app"));
        git("init", "-q", "-b", "main");
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        this.store = Store.open(home);
        Clock clock = new ToldClock();
        Projects projects = new Projects(store, new LocalWorktrees(clock));
        AgentWiring agents = AgentWiring.of(SystemProcesses.detect(), new RandomId());
        Handlers handlers = new Handlers();
        agents.serve(handlers, projects);
        features.serve(handlers, new Parts(home, store, clock, agents, projects, new RandomId()));
        this.coordination = new Coordinator(
                store, new Grounds(projects, new Registrations(store, clock)), agents.actors(), handlers, clock);
    }

    /// Tells the time that has been told.
    public Clock clock() {
        return new ToldClock();
    }

    public Coordination coordination() {
        return coordination;
    }

    public Path repository() {
        return repository;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public Caller agent(String session) {
        return Caller.in(repository).asSession(session);
    }

    public Caller operator() {
        return Caller.in(repository).asOperator();
    }

    /// Makes an agent known whose session is called like it.
    public void register(String agent) {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent), agent(agent));
    }

    public void register(String agent, String role) {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent).inRole(role), agent(agent));
    }

    public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return coordination.perform(verb, request, caller, Mode.COMMIT);
    }

    public <Q extends Record, R> R rehearse(Verb<Q, R> verb, Q request, Caller caller) {
        return coordination.perform(verb, request, caller, Mode.REHEARSE);
    }

    /// Does what verbs and hooks do in a transaction of theirs.
    public <T> T write(Caller caller, Function<Desk, T> work) {
        return coordination.write(caller, work);
    }

    /// Writes what the features of the test do not.
    public void change(String sql, @Nullable Object... values) {
        store.write(handle -> handle.execute(sql, values));
    }

    /// The answer to a query of one column.
    public List<String> select(String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    public void git(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var result = new ProcessExecutor(command)
                .directory(repository.toFile())
                .readOutput(true)
                .execute();
        assertThat(result.getExitValue()).as(result.outputUTF8()).isZero();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private final class ToldClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
