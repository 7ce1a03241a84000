package org.archipel.gateway.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.Callback;

/**
 * A connection to an upstream, for one call at a time. Jetty's generator and parser write and read the messages; an answer is read on the
 * thread that selects the connection, which nothing here keeps waiting.
 */
final class WireConnection extends AbstractConnection {
    private static final int PIECE = 16 * 1024;

    /** Who waits for the answer. Told the end once, by whoever ends it. */
    interface Call {
        HttpCall call();

        AnswerSink sink();

        boolean isLate(long now);

        /** A part of the answer came. @param waits whether the next one is not taken yet */
        void moved(boolean waits);

        void answered(WireConnection connection, int status);

        /** @param untouched whether nothing of an answer had come */
        void failed(WireConnection connection, Throwable failure, boolean untouched);
    }

    private final ManagedSelector selector;
    private final Consumer<WireConnection> opened;
    private final WireRequest request = new WireRequest();
    private final WireAnswer answer = new WireAnswer(this::resume);
    private final ByteBuffer input = ByteBuffer.allocateDirect(PIECE).limit(0);
    /** What is written here before the call is seen by the thread that finds the call here. */
    private final AtomicReference<Call> present = new AtomicReference<>();

    private boolean begun;
    /** Of the request's writing and the answer's reading: how many have not ended. The one may be told after the other. */
    private final AtomicInteger ends = new AtomicInteger();
    /** How often the answer is to be gone on with; who makes the first pass makes those that are wanted meanwhile too. */
    private final AtomicInteger passes = new AtomicInteger();

    private volatile boolean broken;
    private volatile boolean late;
    private volatile long usedAt = System.nanoTime();

    /**
     * @param selector selects it
     * @param opened told when it is connected
     */
    WireConnection(EndPoint endPoint, ManagedSelector selector, Executor executor, Consumer<WireConnection> opened) {
        super(endPoint, executor);
        this.selector = selector;
        this.opened = opened;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
        opened.accept(this);
    }

    /** Reading waits for nothing, and neither do sinks. */
    @Override
    @SuppressWarnings("deprecation")
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    ManagedSelector selector() {
        return selector;
    }

    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    /** Whether another request may be sent. */
    boolean isReusable() {
        return !broken && present.get() == null && getEndPoint().isOpen();
    }

    boolean isClosed() {
        return broken || !getEndPoint().isOpen();
    }

    /** Ends the present call if its time is over. */
    void expire(long now) {
        Call call = present.get();
        if (call == null || !call.isLate(now)) {
            return;
        }
        late = true;
        if (getEndPoint().isOpen()) {
            // Who reads, or waits to read, ends the call.
            getEndPoint().close(new TimeoutException());
        } else {
            fail(call, new TimeoutException());
        }
    }

    /** Sends a request; only while there is no other. */
    void send(Call call) {
        begun = false;
        answer.begin(call);
        ByteBuffer bytes;
        try {
            bytes = request.of(call.call());
        } catch (IOException | RuntimeException e) {
            present.set(call);
            fail(call, e);
            return;
        }
        ends.set(2);
        present.set(call);
        getEndPoint()
                .write(
                        Callback.from(InvocationType.NON_BLOCKING, () -> ended(call), failure -> fail(call, failure)),
                        bytes);
        if (!getEndPoint().isOpen()) {
            // It was closed just now, and whoever did that may not have seen the call.
            fail(call, new EOFException("the upstream closed the connection"));
        }
    }

    /** The upstream sent something, or closed the connection. */
    @Override
    public void onFillable() {
        Call call = present.get();
        if (call == null) {
            // Nobody asked: what comes now is no answer to what will be asked.
            close();
            call = present.get();
            if (call != null) {
                fail(call, new EOFException("the upstream closed the connection"));
            }
            return;
        }
        advance();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        Call call = present.get();
        if (call == null) {
            close();
        } else {
            fail(call, cause);
        }
    }

    private void resume() {
        Call call = present.get();
        if (call != null) {
            call.moved(false);
            getExecutor().execute(this::advance);
        }
    }

    /**
     * Goes on with the answer. A sink may be ready for the next piece, and another thread come here for it, before the one that gave it
     * the last piece has returned: that one then goes once more.
     */
    private void advance() {
        if (passes.getAndIncrement() > 0) {
            return;
        }
        do {
            Call call = present.get();
            if (call != null) {
                advance(call);
            }
        } while (passes.decrementAndGet() > 0);
    }

    private void advance(Call call) {
        try {
            if (read()) {
                done(call);
            }
        } catch (IOException | RuntimeException e) {
            fail(call, e);
        }
    }

    /** Reads what there is. @return whether the answer is complete */
    private boolean read() throws IOException {
        // An answer whose last piece was held is found complete only now, of no further bytes.
        boolean more = answer.release();
        while (true) {
            if (more || input.hasRemaining() || answer.isAtEnd()) {
                more = false;
                answer.read(input);
                if (answer.isComplete()) {
                    return true;
                }
                if (answer.isHeld()) {
                    return false;
                }
                if (input.hasRemaining()) {
                    continue;
                }
                if (answer.isAtEnd()) {
                    throw new EOFException("the upstream broke the answer off");
                }
            }
            input.clear().flip();
            int count = getEndPoint().fill(input);
            if (count == 0) {
                fillInterested();
                return false;
            }
            if (count < 0) {
                broken = true;
                answer.end();
                if (!begun) {
                    throw new EOFException("the upstream closed the connection");
                }
            } else {
                begun = true;
            }
        }
    }

    private void done(Call call) {
        usedAt = System.nanoTime();
        // More than one answer to one request is no answer to the next.
        broken |= answer.isLast() || input.hasRemaining();
        ended(call);
    }

    private void ended(Call call) {
        if (ends.decrementAndGet() == 0 && present.compareAndSet(call, null)) {
            if (!broken) {
                fillInterested();
            }
            call.answered(this, answer.status());
        }
    }

    private void fail(Call call, Throwable failure) {
        if (present.compareAndSet(call, null)) {
            call.failed(this, late ? new TimeoutException() : failure, !begun);
        }
    }

    @Override
    public void close() {
        broken = true;
        super.close();
    }
}
