package org.archipel.gateway.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * A connection to an upstream, for one call at a time. Jetty's generator and parser write and read the messages; an answer is read on the
 * thread that selects the connection, which nothing here keeps waiting.
 */
final class WireConnection extends AbstractConnection implements HttpParser.ResponseHandler {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final int INFORMATION = 100;
    private static final int SWITCHING = 101;
    private static final int ANSWER = 200;

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

    private final Consumer<WireConnection> opened;
    private final HttpParser parser = new HttpParser(this, HEADER_BYTES);
    private final HttpGenerator generator = new HttpGenerator();
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES);
    private final ByteBuffer input = ByteBuffer.allocateDirect(PIECE).limit(0);
    private final HttpFields.Mutable fields = HttpFields.build();
    private final Runnable resume = this::resume;
    /** What is written here before the call is seen by the thread that finds the call here. */
    private final AtomicReference<Call> present = new AtomicReference<>();

    private AnswerSink sink;
    private HttpVersion version;
    private int status;
    private boolean begun;
    private boolean complete;
    private boolean held;
    private Throwable bad;
    /** Of the request's writing and the answer's reading: how many have not ended. The one may be told after the other. */
    private final AtomicInteger ends = new AtomicInteger();

    private volatile boolean broken;
    private volatile boolean late;
    private volatile long usedAt = System.nanoTime();

    /** @param opened told when it is connected */
    WireConnection(EndPoint endPoint, Executor executor, Consumer<WireConnection> opened) {
        super(endPoint, executor);
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
        HttpCall asked = call.call();
        sink = call.sink();
        begun = false;
        complete = false;
        held = false;
        bad = null;
        fields.clear();
        parser.reset();
        parser.setHeadResponse(asked.method().equals("HEAD"));
        ByteBuffer request;
        try {
            request = generated(asked);
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
                        request);
        if (!getEndPoint().isOpen()) {
            // It was closed just now, and whoever did that may not have seen the call.
            fail(call, new EOFException("the upstream closed the connection"));
        }
    }

    private ByteBuffer generated(HttpCall asked) throws IOException {
        HttpFields.Mutable all = HttpFields.build(asked.headers().size() + 1);
        all.add("Host", asked.uri().getRawAuthority());
        asked.headers().forEach(field -> all.add(field.name(), field.value()));
        MetaData.Request request = new MetaData.Request(
                System.nanoTime(), asked.method(), HttpURI.from(target(asked.uri())), HttpVersion.HTTP_1_1, all, 0);
        generator.reset();
        header.clear().flip();
        while (true) {
            HttpGenerator.Result result = generator.generateRequest(request, header, null, null, true);
            switch (result) {
                case FLUSH -> {
                    generator.reset();
                    return header;
                }
                case HEADER_OVERFLOW -> throw new IOException("the request's headers are too large");
                case CONTINUE -> {
                    // Once more.
                }
                default -> throw new IOException("the request cannot be written: " + result);
            }
        }
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
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
        advance(call);
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
            getExecutor().execute(() -> advance(call));
        }
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
        held = false;
        while (true) {
            if (input.hasRemaining() || parser.isAtEOF()) {
                parser.parseNext(input);
                if (bad != null) {
                    throw new IOException("the upstream's answer is malformed", bad);
                }
                if (complete) {
                    return true;
                }
                if (held) {
                    return false;
                }
                if (input.hasRemaining()) {
                    continue;
                }
                if (parser.isAtEOF()) {
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
                parser.atEOF();
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
        broken |= input.hasRemaining();
        ended(call);
    }

    private void ended(Call call) {
        if (ends.decrementAndGet() == 0 && present.compareAndSet(call, null)) {
            if (!broken) {
                fillInterested();
            }
            call.answered(this, status);
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

    @Override
    public void startResponse(HttpVersion spoken, int code, String reason) {
        version = spoken;
        status = code;
    }

    @Override
    public void parsedHeader(HttpField field) {
        fields.add(field);
    }

    @Override
    public boolean headerComplete() {
        if (status == SWITCHING) {
            bad = new IOException("nobody asked for another protocol");
            return true;
        }
        if (isInformation()) {
            return false;
        }
        broken |= version != HttpVersion.HTTP_1_1 || fields.contains("Connection", "close");
        Call call = present.get();
        if (call != null) {
            call.moved(false);
        }
        sink.headers(status, fields);
        return false;
    }

    private boolean isInformation() {
        return status >= INFORMATION && status < ANSWER;
    }

    @Override
    public boolean content(ByteBuffer item) {
        Call call = present.get();
        if (call != null) {
            // Before the sink knows how to go on: it may do so at once, on another thread.
            call.moved(true);
        }
        held = !sink.content(item, resume);
        if (!held && call != null) {
            call.moved(false);
        }
        item.position(item.limit());
        return held;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        if (isInformation()) {
            fields.clear();
            parser.reset();
            return false;
        }
        complete = true;
        return true;
    }

    @Override
    public void earlyEOF() {
        bad = new EOFException("the upstream broke the answer off");
    }

    @Override
    public void badMessage(HttpException failure) {
        bad = failure instanceof Throwable cause ? cause : new IOException("malformed");
    }
}
