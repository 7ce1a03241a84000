package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.archipel.gateway.internal.http.ConnectionHeaders;
import org.archipel.gateway.internal.http.Header;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;

/** An upstream's answer on its way to the caller: a piece is asked for when the one before is written. */
final class ResponseStream implements WriteListener {
    /** What the container takes without waiting for the client. */
    private static final int SMALL = 16 * 1024;

    private final Exchange exchange;
    private final boolean ownCors;
    private boolean begun;
    private volatile boolean refused;
    private ServletOutputStream out;
    private boolean large;
    private Content.Chunk pending;
    private Runnable demand;
    private boolean finished;

    ResponseStream(Exchange exchange, boolean ownCors) {
        this.exchange = exchange;
        this.ownCors = ownCors;
    }

    /** Whether something of the answer went to the caller. */
    synchronized boolean begun() {
        return begun;
    }

    void headers(Response answer) {
        if (!exchange.claim()) {
            refused = true;
            return;
        }
        HttpServletResponse response = exchange.response();
        response.setStatus(answer.getStatus());
        List<Header> headers = new ArrayList<>();
        String named = answer.getHeaders().get("Connection");
        long length = -1;
        for (HttpField field : answer.getHeaders()) {
            String name = field.getLowerCaseName();
            if (name.equals("content-length")) {
                length = field.getLongValue();
            } else if (!ConnectionHeaders.isOne(name, named) && AnswerHeaders.isForeign(name, ownCors)) {
                headers.add(new Header(field.getName(), field.getValue()));
            }
        }
        AnswerHeaders.set(response, headers);
        if (length >= 0) {
            response.setContentLengthLong(length);
            exchange.answers(length);
        }
        large = length < 0 || length > SMALL;
        exchange.decided();
        if (!large) {
            exchange.count();
        }
        synchronized (this) {
            begun = true;
        }
    }

    void content(Response answer, Content.Chunk chunk, Runnable more) {
        if (refused) {
            more.run();
            return;
        }
        try {
            if (!large) {
                output().write(bytes(chunk.getByteBuffer()));
                more.run();
                return;
            }
            chunk.retain();
            boolean first;
            synchronized (this) {
                pending = chunk;
                demand = more;
                first = out == null;
            }
            if (first) {
                output().setWriteListener(this);
            } else {
                onWritePossible();
            }
        } catch (IOException e) {
            answer.abort(e);
        }
    }

    private ServletOutputStream output() throws IOException {
        if (out == null) {
            out = exchange.response().getOutputStream();
        }
        return out;
    }

    @Override
    public void onWritePossible() throws IOException {
        Runnable more;
        synchronized (this) {
            if (pending != null) {
                if (!out.isReady()) {
                    return;
                }
                out.write(bytes(pending.getByteBuffer()));
                pending.release();
                pending = null;
            }
            // A piece that is still being written keeps the container from taking the next, and the end.
            if (!out.isReady()) {
                return;
            }
            if (finished) {
                exchange.complete();
                return;
            }
            more = demand;
            demand = null;
        }
        if (more != null) {
            more.run();
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        Runnable more = demand;
        demand = null;
        refused = true;
        exchange.complete();
        if (more != null) {
            more.run();
        }
    }

    /** The upstream said all. */
    void finish() {
        if (refused) {
            return;
        }
        try {
            if (!large || out == null) {
                exchange.complete();
                return;
            }
            synchronized (this) {
                finished = true;
            }
            onWritePossible();
        } catch (IOException e) {
            exchange.complete();
        }
    }

    /** The upstream failed. */
    void fail(Throwable failure) {
        if (refused) {
            return;
        }
        if (begun()) {
            exchange.failClaimed(failure);
        } else {
            exchange.fail(failure);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
