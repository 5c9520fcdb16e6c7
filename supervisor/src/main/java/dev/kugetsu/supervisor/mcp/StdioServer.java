package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of one agent, whose program has started it and speaks to it over two streams. It says hello
/// before it can do anything: whoever calls a tool waits until it can.
public final class StdioServer {

    private static final Logger log = LoggerFactory.getLogger(StdioServer.class);

    /// A fraction of the time after which whoever is silent counts as stale.
    private static final Duration PACE = Duration.ofMinutes(5);

    /// Who has closed its end may still read what it has asked for.
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final StdioLink link;
    private final Optional<Attendance> attendance;
    private final CompletableFuture<Coordination> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param who what is told of the agent when it is registered; empty for one that others register and end
    public StdioServer(InputStream in, OutputStream out, String version, Caller caller, Optional<RegisterAgent> who) {
        this.attendance = who.map(agent -> new Attendance(new Guest(() -> result(opened), caller), agent));
        Guest guest = new Guest(
                () -> {
                    result(arrived);
                    return result(opened);
                },
                caller);
        this.link = new StdioLink(in, out, guest, this::arrive);
        Protocol.serve(link, version);
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KugetsuException refusal ? refusal : e;
        }
    }

    private void arrive(Optional<String> program) {
        Thread.ofVirtual().name("mcp-arrival").start(() -> {
            try {
                attendance.ifPresent(agent -> agent.arrive(program));
            } catch (RuntimeException bug) {
                log.error("the arrival of the agent", bug);
            } finally {
                arrived.complete(true);
            }
        });
    }

    /// Begins to listen.
    public void start() {
        // A thread that reads standard input can be ended by nothing but the end of the process.
        Thread.ofPlatform().daemon().name("mcp-input").start(() -> {
            try {
                link.serve();
                link.awaitAnswers(LAST_ANSWERS);
            } catch (IOException e) {
                log.debug("the client has gone: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException bug) {
                log.error("the client cannot be listened to any more", bug);
            } finally {
                over.countDown();
            }
        });
    }

    /// From now on tools can be used.
    public void open(Coordination coordination) {
        opened.complete(coordination);
    }

    /// No tool can be used, because of this.
    public void fail(RuntimeException failure) {
        opened.completeExceptionally(failure);
        over.countDown();
    }

    /// Asks it to end at once.
    public void stop() {
        over.countDown();
    }

    /// Keeps the agent known until the client has gone, or somebody asks for the end.
    public void await() throws InterruptedException {
        while (!over.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
            if (opened.isDone() && arrived.isDone()) {
                attendance.ifPresent(Attendance::remain);
            }
        }
        link.close();
    }

    /// The agent has gone; may block on the disk.
    public void leave() {
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            attendance.ifPresent(Attendance::leave);
        }
    }
}
