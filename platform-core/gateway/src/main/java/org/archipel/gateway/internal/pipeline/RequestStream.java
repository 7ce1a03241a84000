package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;

/** A request's body on its way to an upstream: a piece is read when the one before is written. */
final class RequestStream implements ReadListener {
    private static final int PIECE = 16 * 1024;

    private final ServletInputStream in;
    private final AsyncRequestContent content = new AsyncRequestContent();
    private final long most;
    private long read;
    private volatile boolean broken;

    private RequestStream(ServletInputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    static RequestStream of(Exchange exchange, long most) {
        try {
            ServletInputStream in = exchange.request().getInputStream();
            RequestStream stream = new RequestStream(in, most);
            in.setReadListener(stream);
            return stream;
        } catch (IOException e) {
            throw BodyReader.broken();
        }
    }

    AsyncRequestContent content() {
        return content;
    }

    /** Whether the caller is to blame if the call failed: it went away, or sent too much. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (in.isReady() && !in.isFinished()) {
            byte[] piece = new byte[PIECE];
            int length = in.read(piece);
            if (length > 0) {
                read += length;
                if (read > most) {
                    onError(BodyReader.tooLarge(most));
                } else {
                    content.write(false, ByteBuffer.wrap(piece, 0, length), Callback.from(this::next, content::fail));
                }
            }
        }
    }

    private void next() {
        try {
            onDataAvailable();
        } catch (IOException e) {
            onError(e);
        }
    }

    @Override
    public void onAllDataRead() {
        content.close();
    }

    @Override
    public void onError(Throwable failure) {
        broken = true;
        content.fail(failure);
    }
}
