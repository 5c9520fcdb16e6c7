package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Knows nobody until somebody is registered, and shows nobody until the gate is open.
final class BlockingCoordination implements Coordination {

    private record SomethingHeld(String holder) {}

    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch begun = new CountDownLatch(1);
    final List<String> done = Collections.synchronizedList(new ArrayList<>());
    final List<String> ended = Collections.synchronizedList(new ArrayList<>());
    volatile boolean isKnown;
    volatile Instant begunAt = Instant.EPOCH;
    volatile Optional<String> givenId = Optional.empty();

    void awaitBegun() throws InterruptedException {
        begun.await();
    }

    @Override
    public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
        if (request.equals(new ShowAgent("a-1"))) {
            return registered();
        }
        if (isSlow(verb)) {
            begun.countDown();
            pass(verb);
        }
        done.add(verb.name());
        if (verb.equals(AgentVerbs.HEARTBEAT) && !isKnown) {
            throw new KugetsuException(Kind.NOT_FOUND, "no such agent session");
        }
        if (verb.equals(AgentVerbs.END)) {
            ended.add(caller.session().orElse("whoever calls"));
        }
        if (verb.equals(AgentVerbs.REGISTER)) {
            return registered();
        }
        return verb.shape() == Verb.Shape.MANY ? nothing() : refuse(verb);
    }

    /// Whoever asks has asked for the verb that has this answer.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <R> R registered() {
        return (R) new AgentView(
                "a-1",
                givenId,
                "brave-heron",
                Optional.empty(),
                "app",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Presence.ACTIVE,
                begunAt,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /// An empty list is one of whatever was asked for.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <R> R nothing() {
        return (R) List.of();
    }

    private static boolean isSlow(Verb<?, ?> verb) {
        return verb.equals(AgentVerbs.SHOW) || verb.equals(LockVerbs.ACQUIRE);
    }

    private static <R> R refuse(Verb<?, R> verb) {
        if (isSlow(verb)) {
            throw new KugetsuException(Kind.CONFLICT, "held", "wait", new SomethingHeld("brave-heron"));
        }
        return unseen();
    }

    /// Nobody looks at it.
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <R> R unseen() {
        return null;
    }

    private void pass(Verb<?, ?> verb) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.add(verb.name() + " interrupted");
            throw new KugetsuException(Kind.INTERRUPTED, "interrupted", "repeat it");
        }
    }
}
