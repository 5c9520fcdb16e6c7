package dev.kugetsu.supervisor.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that a client hangs up before it has its answer, and interrupts whoever works on that: a right that is
/// waited for must not be taken for nobody. Jetty itself would notice when it writes. Needs of Jetty 12.1 that its
/// end points can be listened to, and its connections take what was read of the next request. Thread-safe.
final class HangUp implements Callback, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HangUp.class);

    /// The next request may come early; one byte of it tells that somebody is there.
    private static final int PEEK = 1;

    private final Connection connection;
    private final AbstractEndPoint endPoint;
    private final Thread worker;
    private boolean isListening;
    private boolean isOver;
    private boolean hasHungUp;

    private HangUp(Connection connection, AbstractEndPoint endPoint, Thread worker) {
        this.connection = connection;
        this.endPoint = endPoint;
        this.worker = worker;
    }

    /// Watches on behalf of this thread until it is closed. All of the request has been read.
    static HangUp watch(Request request) {
        return watch(request.getConnectionMetaData().getConnection());
    }

    static HangUp watch(Connection connection) {
        HangUp watch = new HangUp(connection, (AbstractEndPoint) connection.getEndPoint(), Thread.currentThread());
        watch.listen();
        return watch;
    }

    private synchronized void listen() {
        isListening = endPoint.tryFillInterested(this);
        if (!isListening) {
            log.debug("somebody else listens to {}", endPoint);
        }
    }

    /// There is something to read, if only the end.
    @Override
    public synchronized void succeeded() {
        isListening = false;
        if (isOver) {
            return;
        }
        try {
            ByteBuffer byteOfNext = BufferUtil.allocate(PEEK);
            int count = endPoint.fill(byteOfNext);
            if (count < 0) {
                interrupt();
            } else if (count == 0) {
                listen();
            } else if (connection instanceof Connection.UpgradeTo next) {
                next.onUpgradeTo(byteOfNext);
            }
        } catch (IOException gone) {
            interrupt();
        }
    }

    @Override
    public synchronized void failed(Throwable failure) {
        isListening = false;
        if (!isOver) {
            interrupt();
        }
    }

    private void interrupt() {
        hasHungUp = true;
        worker.interrupt();
    }

    /// From now on Jetty listens itself again. Whoever else listens goes on.
    @Override
    public void close() {
        boolean wasInterrupted;
        boolean wasListening;
        synchronized (this) {
            isOver = true;
            wasInterrupted = hasHungUp;
            wasListening = isListening;
        }
        if (wasListening) {
            endPoint.getFillInterest().onFail(new IOException("the answer is there"));
        }
        if (wasInterrupted && Thread.interrupted()) {
            log.debug("nobody waits for the answer any more");
        }
    }
}
