package dev.kugetsu.supervisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.verb.Desktop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients over HTTP as agents, whether their program is known or not.
class HttpServerTest {

    private static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
    private static final Duration LONG = Duration.ofHours(3);

    @TempDir
    Path folder;

    private Desktop desk;
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        desk = new Desktop(folder, (handlers, parts) -> {});
        server = new HttpServer("1", desk.clock(), HttpServerTest::isDead);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        desk.close();
    }

    @Test
    void endsAnAgentOfWhichNothingIsHeardAnyMore() {
        begin(Optional.empty());

        server.endSilent();
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isEmpty());
        desk.pass(LONG);
        server.endSilent();

        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endReason()).contains(EndReason.LOGOUT));
    }

    @Test
    void keepsAnAgentWhoseProgramLivesHoweverSilentItIs() {
        begin(Optional.of(SystemProcesses.detect().current()));

        desk.pass(LONG);
        server.endSilent();

        assertThat(agents()).singleElement().satisfies(agent -> {
            assertThat(agent.pid()).contains(ProcessHandle.current().pid());
            assertThat(agent.endedAt()).isEmpty();
        });
    }

    /// As when a client has lost its connection and begins a new one.
    @Test
    void isTheSameAgentInEachConnectionOfOneProgramUntilTheLastOneEnds() {
        Optional<ProcessIdentity> program = Optional.of(SystemProcesses.detect().current());
        String first = begin(program);
        desk.pass(Duration.ofSeconds(1));
        String second = begin(program);

        server.delete(visit(Optional.of(first), program));
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isEmpty());
        server.delete(visit(Optional.of(second), program));

        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endReason()).contains(EndReason.LOGOUT));
    }

    /// Whatever somebody did with it would be for one who can hold nothing.
    @Test
    void knowsNoSessionWhoseProgramIsDead() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        Optional<ProcessIdentity> program = SystemProcesses.detect().find(process.pid());
        String session = begin(program);
        assertThat(ping(session, program).status()).isEqualTo(200);

        process.destroyForcibly().waitFor();

        assertThat(ping(session, Optional.empty()).status()).isEqualTo(404);
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isPresent());
        assertThat(ping(begin(Optional.empty()), Optional.empty()).status()).isEqualTo(200);
    }

    @Test
    void goesRoundAgainWhenOneRoundHasFailed() {
        Failing coordination = new Failing(desk.coordination());
        try (HttpServer quick = new HttpServer("1", desk.clock(), HttpServerTest::isDead, Duration.ofMillis(10))) {
            quick.post(visit(Optional.empty(), Optional.empty(), coordination), HELLO);
            desk.pass(LONG);

            await().untilAsserted(() -> assertThat(agents())
                    .singleElement()
                    .satisfies(agent -> assertThat(agent.endedAt()).isPresent()));
        }
        assertThat(coordination.failures).hasPositiveValue();
    }

    /// Fails once to tell who somebody is.
    private record Failing(Coordination whole, AtomicInteger failures) implements Coordination {

        Failing(Coordination whole) {
            this(whole, new AtomicInteger());
        }

        @Override
        public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
            if (verb.equals(AgentVerbs.SHOW) && failures.getAndIncrement() == 0) {
                throw new IllegalStateException("the disk is broken");
            }
            return whole.perform(verb, request, caller, mode);
        }
    }

    /// The old connection says goodbye while the new one says hello.
    @Test
    void isThereForANewConnectionWhateverTheOldOneDoesMeanwhile() throws Exception {
        Optional<ProcessIdentity> program = Optional.of(SystemProcesses.detect().current());
        String first = begin(program);
        List<Thread> goodbyes = new ArrayList<>();
        Coordination interrupted = new Interrupted(desk.coordination(), () -> {
            Thread goodbye = Thread.ofVirtual().start(() -> server.delete(visit(Optional.of(first), program)));
            goodbyes.add(goodbye);
            return goodbye;
        });

        server.post(visit(Optional.empty(), program, interrupted), HELLO);
        for (Thread goodbye : goodbyes) {
            goodbye.join();
        }

        assertThat(goodbyes).hasSize(1);
        assertThat(agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.endedAt()).isEmpty());
    }

    /// After a heartbeat it lets somebody else do something first, unless that has to wait itself.
    private record Interrupted(Coordination whole, Supplier<Thread> somethingElse) implements Coordination {

        private static final long WAIT_MILLIS = 500;

        @Override
        public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
            R answer = whole.perform(verb, request, caller, mode);
            if (verb.equals(AgentVerbs.HEARTBEAT)) {
                try {
                    somethingElse.get().join(WAIT_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return answer;
        }
    }

    private static boolean isDead(ProcessIdentity process) {
        return SystemProcesses.detect().probe(process) == Liveness.DEAD;
    }

    private HttpReply ping(String session, Optional<ProcessIdentity> program) {
        return server.post(visit(Optional.of(session), program), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    }

    /// A lock may be waited for, and nothing else is called off when its client hangs up.
    @Test
    void watchesOnlyThoseWhoWait() {
        String session = begin(Optional.empty());
        AtomicInteger watched = new AtomicInteger();
        HttpVisit visit = new HttpVisit(
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                desk.coordination(),
                Caller.in(desk.repository()),
                Optional::empty,
                () -> {
                    watched.incrementAndGet();
                    return () -> watched.addAndGet(100);
                });

        server.post(visit, call("agent_list"));
        assertThat(watched).hasValue(0);
        server.post(visit, call("lock_acquire"));

        assertThat(watched).hasValue(101);
    }

    private static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    private String begin(Optional<ProcessIdentity> program) {
        HttpReply reply = server.post(visit(Optional.empty(), program), HELLO);
        assertThat(reply.status()).isEqualTo(200);
        return reply.session().orElseThrow();
    }

    private HttpVisit visit(Optional<String> session, Optional<ProcessIdentity> program) {
        return visit(session, program, desk.coordination());
    }

    private HttpVisit visit(Optional<String> session, Optional<ProcessIdentity> program, Coordination coordination) {
        return new HttpVisit(
                session,
                Optional.empty(),
                Optional.empty(),
                coordination,
                Caller.in(desk.repository()),
                () -> program,
                () -> () -> {});
    }

    private List<AgentView> agents() {
        return desk.perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), desk.operator());
    }
}
