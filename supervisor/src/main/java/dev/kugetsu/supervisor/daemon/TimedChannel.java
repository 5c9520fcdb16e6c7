package dev.kugetsu.supervisor.daemon;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A connection to a Unix socket on which everything together takes no longer than a limit. Java's own client speaks
/// no Unix sockets, and its channels know no time limit. Not thread-safe.
final class TimedChannel implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long deadline;

    private TimedChannel(SocketChannel channel, Selector selector, long deadline) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.configureBlocking(false).register(selector, 0);
        this.deadline = deadline;
    }

    /// @throws IOException when nobody listens there, or does not take the connection in time
    static TimedChannel connect(Path socket, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            TimedChannel timed = new TimedChannel(channel, Selector.open(), deadline);
            try {
                if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                    do {
                        timed.await(SelectionKey.OP_CONNECT);
                    } while (!channel.finishConnect());
                }
                return timed;
            } catch (IOException | RuntimeException e) {
                timed.selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Reads what is there, at least one byte.
    ///
    /// @return -1 at the end
    int read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer);
        while (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(buffer);
        }
        return count;
    }

    void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private void await(int operation) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            key.cancel();
        }
    }
}
