package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.archipel.rest.ProblemException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;

/** A request's body on its way to an upstream: a piece is read when the one before is written. */
final class RequestStream implements ReadListener {
    private static final int PIECE = 16 * 1024;

    private final ServletInputStream in;
    private final AsyncRequestContent content;
    private final long most;
    private long read;
    private final BodyPace pace = new BodyPace();
    private final StallTimeout stall;
    private volatile Throwable failure;
    private volatile boolean ended;

    /** @param length as the caller announced it; negative for none */
    private RequestStream(ServletInputStream in, long length, long most, StallTimeout stall) {
        this.content = new AsyncRequestContent() {
            @Override
            public long getLength() {
                return length;
            }
        };
        this.in = in;
        this.most = most;
        this.stall = stall;
        stall.request(true);
    }

    /** @param stall told whether the caller is waited for */
    static RequestStream of(Exchange exchange, long most, StallTimeout stall) {
        try {
            ServletInputStream in = exchange.request().getInputStream();
            RequestStream stream = new RequestStream(in, exchange.request().getContentLengthLong(), most, stall);
            exchange.toCaller().whileReading(() -> !stream.ended);
            in.setReadListener(stream);
            return stream;
        } catch (IOException e) {
            throw BodyReader.broken();
        }
    }

    AsyncRequestContent content() {
        return content;
    }

    /** Why the caller is to blame if the call failed: it went away, was too slow, or sent too much; null if it is not. */
    Throwable failure() {
        return failure;
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (in.isReady() && !in.isFinished()) {
            byte[] piece = new byte[PIECE];
            int length = in.read(piece);
            if (length > 0) {
                read += length;
                ended = read == content.getLength();
                if (read > most) {
                    end(BodyReader.tooLarge(most));
                    return;
                }
                try {
                    pace.came(read);
                } catch (ProblemException e) {
                    end(e);
                    return;
                }
                stall.request(false);
                content.write(false, ByteBuffer.wrap(piece, 0, length), Callback.from(this::next, content::fail));
            }
        }
    }

    private void next() {
        pace.waits();
        stall.request(true);
        try {
            onDataAvailable();
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onAllDataRead() {
        ended = true;
        stall.request(false);
        content.close();
    }

    @Override
    public void onError(Throwable broken) {
        end(BodyReader.broken());
    }

    private void end(Throwable why) {
        failure = why;
        ended = true;
        stall.request(false);
        content.fail(why);
    }
}
