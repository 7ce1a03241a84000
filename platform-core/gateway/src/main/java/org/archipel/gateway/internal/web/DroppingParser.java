package org.archipel.gateway.internal.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Drops what still comes behind an answer that ended before its request did. A connection that is closed while something unread waits is
 * reset, and a client that sends on may never see that it was answered (RFC 9112, section 9.6). For one thread at a time.
 */
final class DroppingParser extends HttpParser {
    private static final long MOST_BYTES = 128L << 20;
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

    private boolean malformed;
    private boolean closed;
    private long dropped;
    private long since;

    DroppingParser(RequestHandler handler, int mostHeaderBytes, HttpCompliance compliance) {
        super(handler, mostHeaderBytes, compliance);
    }

    /** Whether nothing that comes is read any more. */
    boolean isDropping() {
        return closed && !malformed && (isClose() || isClosed());
    }

    /** Who asks this ends the connection at once, which is not to be done while the rest may come. */
    @Override
    public boolean isTerminated() {
        return super.isTerminated() && (!isDropping() || isEnough());
    }

    @Override
    public void close() {
        super.close();
        closed = true;
        since = System.nanoTime();
    }

    @Override
    protected void badMessage(HttpException failure) {
        malformed = true;
        super.badMessage(failure);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
        if (!isDropping() || isAtEOF()) {
            return super.parseNext(buffer);
        }
        dropped += buffer.remaining();
        BufferUtil.clear(buffer);
        return false;
    }

    private boolean isEnough() {
        return dropped > MOST_BYTES || System.nanoTime() - since > MOST_NANOS;
    }
}
