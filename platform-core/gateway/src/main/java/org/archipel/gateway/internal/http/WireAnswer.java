package org.archipel.gateway.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/** Reads one answer after the other from the bytes of a connection, and gives it to the sink of its call. For one thread at a time. */
final class WireAnswer implements HttpParser.ResponseHandler {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int INFORMATION = 100;
    private static final int SWITCHING = 101;
    private static final int ANSWER = 200;

    private final HttpParser parser = new HttpParser(this, HEADER_BYTES);
    private final HttpFields.Mutable fields = HttpFields.build();
    private final Runnable resume;

    private WireConnection.Call call;
    private AnswerSink sink;
    private HttpVersion version;
    private int status;
    private boolean last;
    private boolean complete;
    private boolean held;
    private Throwable bad;

    /** @param resume goes on with an answer that was {@link #isHeld held} */
    WireAnswer(Runnable resume) {
        this.resume = resume;
    }

    /** What comes now is the answer to a call. */
    void begin(WireConnection.Call asked) {
        call = asked;
        sink = asked.sink();
        last = false;
        complete = false;
        held = false;
        bad = null;
        fields.clear();
        parser.reset();
        parser.setHeadResponse(asked.call().method().equals("HEAD"));
    }

    /** Reads what it can of the bytes; to be called again until they are taken, it is complete, or it is held. */
    void read(ByteBuffer input) throws IOException {
        parser.parseNext(input);
        if (bad != null) {
            throw new IOException("the upstream's answer is malformed", bad);
        }
    }

    /** No more bytes come. */
    void end() {
        parser.atEOF();
    }

    /** Whether {@link #end} was told. */
    boolean isAtEnd() {
        return parser.isAtEOF();
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether the one who takes it is not ready for more. */
    boolean isHeld() {
        return held;
    }

    /** The one who takes it is ready again. @return whether it was held until now */
    boolean release() {
        boolean was = held;
        held = false;
        return was;
    }

    int status() {
        return status;
    }

    /** Whether it ends its connection. */
    boolean isLast() {
        return last;
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
        if (!StatusCode.isOne(status)) {
            bad = StatusCode.none(status);
            return true;
        }
        if (isInformation()) {
            return false;
        }
        last = version != HttpVersion.HTTP_1_1 || fields.contains("Connection", "close");
        call.moved(false);
        sink.headers(status, fields);
        return false;
    }

    private boolean isInformation() {
        return status >= INFORMATION && status < ANSWER;
    }

    @Override
    public boolean content(ByteBuffer item) {
        // Before the sink knows how to go on: it may do so at once, on another thread.
        call.moved(true);
        held = !sink.content(item, resume);
        if (!held) {
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
