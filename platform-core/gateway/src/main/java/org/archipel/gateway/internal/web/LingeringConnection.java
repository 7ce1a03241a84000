package org.archipel.gateway.internal.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;

/**
 * The end of a connection whose last answer went before its request had come whole, and said that it is the last: what still comes is
 * dropped, up to a size and a time, until the client ends it. To close at once would reset the connection, and a client that sends on
 * might never see its answer (RFC 9112, section 9.6). For one thread at a time.
 */
final class LingeringConnection extends AbstractConnection implements Connection.UpgradeTo {
    private static final long MOST_BYTES = 128L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final int PIECE = 32 * 1024;
    /** Behind so many others on the same thread have their turn. */
    private static final int PIECES_AT_ONCE = 16;

    private final Connector connector;
    private long dropped;
    private long begin;

    LingeringConnection(Connector connector, EndPoint endPoint) {
        super(endPoint, connector.getExecutor());
        this.connector = connector;
    }

    @Override
    public void onUpgradeTo(ByteBuffer read) {
        dropped += read.remaining();
    }

    @Override
    @SuppressWarnings("deprecation")
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        begin = System.nanoTime();
        getEndPoint().setIdleTimeout(LONGEST_SILENCE.toMillis());
        getEndPoint().shutdownOutput();
        fillInterested();
    }

    @Override
    public void onFillable() {
        RetainableByteBuffer piece = connector.getByteBufferPool().acquire(PIECE, true);
        try {
            for (int i = 0; i < PIECES_AT_ONCE; i++) {
                piece.clear();
                int filled = getEndPoint().fill(piece.getByteBuffer());
                if (filled == 0) {
                    break;
                }
                dropped += filled;
                if (filled < 0 || isEnough()) {
                    close();
                    return;
                }
            }
            fillInterested();
        } catch (IOException e) {
            close();
        } finally {
            piece.release();
        }
    }

    private boolean isEnough() {
        return dropped > MOST_BYTES || System.nanoTime() - begin > LONGEST.toNanos();
    }
}
