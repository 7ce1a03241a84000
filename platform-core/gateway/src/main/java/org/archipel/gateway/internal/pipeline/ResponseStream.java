package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.archipel.gateway.internal.http.AnswerSink;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** An upstream's answer on its way to the caller: a piece is asked for when the one before is written. */
final class ResponseStream implements AnswerSink, WriteListener {
    /** What the container takes without waiting for the client. */
    private static final int SMALL = 16 * 1024;

    private final Exchange exchange;
    private final CallerAnswer answer;
    private final boolean ownCors;
    private final Ending ending;
    private boolean begun;
    private HttpFields fields;
    private volatile boolean refused;
    private volatile boolean gone;
    private ServletOutputStream out;
    private boolean large;
    private ByteBuffer small;
    private byte[] pending;
    private Runnable demand;
    private boolean finished;
    private boolean held;

    /** Is told how the call ended. */
    interface Ending {
        void answered(int status);

        /** The caller went away before the answer was complete. */
        void abandoned();

        /**
         * @param begun whether a part of the answer went to the caller
         * @return what the caller is told; empty if the call is made once more
         */
        Optional<Throwable> failed(Throwable failure, boolean begun);
    }

    ResponseStream(Exchange exchange, boolean ownCors, Ending ending) {
        this.exchange = exchange;
        this.answer = exchange.toCaller();
        this.ownCors = ownCors;
        this.ending = ending;
    }

    @Override
    public void headers(int status, HttpFields told) {
        if (!answer.claim()) {
            refused = true;
            return;
        }
        fields = told;
        begun = true;
        HttpServletResponse response = exchange.response();
        response.setStatus(status);
        AnswerHeaders.handOn(answer.headers(), fields, ownCors);
        if (exchange.endpoint().isGuarded()) {
            AnswerHeaders.keepPrivate(response);
        }
        long length = fields.getLongField(HttpHeader.CONTENT_LENGTH);
        if (length >= 0) {
            response.setContentLengthLong(length);
            answer.hasLength(length);
        }
        large = length < 0 || length > SMALL;
        answer.decided();
        if (!large) {
            small = ByteBuffer.allocate((int) length);
        }
    }

    /** @throws IllegalStateException if the caller is gone */
    @Override
    public boolean content(ByteBuffer piece, Runnable resume) {
        if (refused) {
            throw new IllegalStateException("the caller is gone");
        }
        if (!large) {
            small.put(piece);
            return true;
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        try {
            return hold(bytes, resume);
        } catch (IOException e) {
            refused = true;
            gone = true;
            throw new IllegalStateException("the caller is gone", e);
        }
    }

    private boolean hold(byte[] bytes, Runnable resume) throws IOException {
        synchronized (this) {
            if (out != null && out.isReady()) {
                out.write(bytes);
                held = true;
                if (isHandedOn()) {
                    return true;
                }
                demand = resume;
                return false;
            }
            pending = bytes;
            demand = resume;
        }
        if (out == null) {
            output().setWriteListener(this);
        }
        return false;
    }

    /** Whether the container has taken all, and holds nothing back: who listens to events is told of each when it comes. */
    private boolean isHandedOn() throws IOException {
        if (!out.isReady()) {
            return false;
        }
        if (held) {
            held = false;
            out.flush();
            return out.isReady();
        }
        return true;
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
                out.write(pending);
                pending = null;
                // The end has the rest handed on.
                held = !finished;
            }
            // A piece that is still being written keeps the container from taking the next, and the end.
            if (!isHandedOn()) {
                return;
            }
            if (finished) {
                answer.complete();
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
    public void onError(Throwable failure) {
        Runnable more;
        synchronized (this) {
            refused = true;
            gone = true;
            pending = null;
            more = demand;
            demand = null;
        }
        answer.complete();
        if (more != null) {
            // What asks for the next piece finds that nobody wants it.
            more.run();
        }
    }

    @Override
    public void complete(int status) {
        ending.answered(status);
        if (refused) {
            return;
        }
        try {
            if (!large && small.position() > 0) {
                answer.count();
                answer.write(small.flip());
                return;
            }
            if (out == null) {
                answer.complete();
                return;
            }
            synchronized (this) {
                finished = true;
            }
            onWritePossible();
        } catch (IOException e) {
            answer.complete();
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (gone) {
            ending.abandoned();
            return;
        }
        Optional<Throwable> told = ending.failed(failure, begun || refused);
        if (refused || told.isEmpty()) {
            return;
        }
        if (!begun) {
            answer.fail(told.get());
        } else if (!isToldInstead(told.get())) {
            answer.abort(told.get());
        }
    }

    /** Whether nothing of the answer has gone to the caller yet, so that it is told of the failure in its place. */
    private boolean isToldInstead(Throwable failure) {
        synchronized (this) {
            if (exchange.response().isCommitted()) {
                return false;
            }
            answer.takeBack(fields, ownCors);
            if (out != null) {
                pending = answer.beginFailure(failure);
                demand = null;
                finished = true;
            }
        }
        if (out == null) {
            answer.failClaimed(failure);
            return true;
        }
        try {
            onWritePossible();
        } catch (IOException e) {
            answer.complete();
        }
        return true;
    }
}
