package org.archipel.gateway.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;

/**
 * A connection over which a request without a body is sent and its answer read on the thread that asks, as far as the answer comes soon:
 * no thread is woken for it. Jetty's generator and parser write and read the messages. For one exchange at a time.
 */
final class WireConnection implements HttpParser.ResponseHandler {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final int CONTINUE_CLASS = 100;
    private static final int ANSWER_CLASS = 200;

    /** How an attempt to go on ended. */
    enum Progress {
        /** The answer is complete. */
        DONE,
        /** The upstream has nothing to read. */
        WAITING,
        /** The sink takes nothing for now, and will resume. */
        HELD
    }

    private final SocketChannel channel;
    private final Selector own;
    private final HttpParser parser = new HttpParser(this, HEADER_BYTES);
    private final HttpGenerator generator = new HttpGenerator();
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES);
    private final ByteBuffer input = ByteBuffer.allocateDirect(PIECE).limit(0);
    private final HttpFields.Mutable fields = HttpFields.build();
    private AnswerSink sink;
    private Runnable resume;
    private HttpVersion version;
    private int status;
    private boolean begun;
    private boolean complete;
    private boolean held;
    private boolean broken;
    private Throwable bad;
    private long usedAt = System.nanoTime();

    private WireConnection(SocketChannel channel, Selector own) {
        this.channel = channel;
        this.own = own;
    }

    /** Connects; waits for it. */
    static WireConnection open(List<InetAddress> addresses, int port, long millis) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(new InetSocketAddress(address, port), (int) millis);
                channel.configureBlocking(false);
                Selector own = Selector.open();
                channel.register(own, SelectionKey.OP_READ);
                return new WireConnection(channel, own);
            } catch (IOException e) {
                channel.close();
                last = e;
            }
        }
        throw last;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether nothing of an answer has come. */
    boolean isUntouched() {
        return !begun;
    }

    long idleNanos() {
        return System.nanoTime() - usedAt;
    }

    /** Whether another request may be sent. */
    boolean isReusable() {
        return complete && !broken && channel.isOpen();
    }

    /** Sends a request. @param resumed run when a sink that held the answer back takes more */
    void send(String method, URI uri, List<Header> headers, AnswerSink to, Runnable resumed) throws IOException {
        sink = to;
        resume = resumed;
        begun = false;
        complete = false;
        held = false;
        bad = null;
        fields.clear();
        parser.reset();
        parser.setHeadResponse(method.equals("HEAD"));
        HttpFields.Mutable sent = HttpFields.build(headers.size() + 1);
        sent.add("Host", uri.getRawAuthority());
        headers.forEach(field -> sent.add(field.name(), field.value()));
        generate(new MetaData.Request(
                System.nanoTime(), method, HttpURI.from(target(uri)), HttpVersion.HTTP_1_1, sent, 0));
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
    }

    private void generate(MetaData.Request request) throws IOException {
        generator.reset();
        header.clear().flip();
        while (true) {
            HttpGenerator.Result result = generator.generateRequest(request, header, null, null, true);
            switch (result) {
                case FLUSH -> {
                    while (header.hasRemaining()) {
                        if (channel.write(header) == 0) {
                            throw new IOException("the upstream takes no request");
                        }
                    }
                }
                case DONE, SHUTDOWN_OUT -> {
                    return;
                }
                case HEADER_OVERFLOW -> throw new IOException("the request's headers are too large");
                case CONTINUE -> {
                    // Once more.
                }
                default -> throw new IOException("the request cannot be written: " + result);
            }
        }
    }

    /** Waits until there is something to read. @return false if nothing came in time */
    boolean await(long millis) throws IOException {
        int ready = own.select(millis);
        own.selectedKeys().clear();
        return ready > 0;
    }

    /** Reads what there is. @throws IOException if the answer broke off, or is none */
    Progress advance() throws IOException {
        held = false;
        while (true) {
            if (input.hasRemaining() || parser.isAtEOF()) {
                parser.parseNext(input);
                if (bad != null) {
                    throw new IOException("the upstream's answer is malformed", bad);
                }
                if (complete) {
                    usedAt = System.nanoTime();
                    // More than one answer to one request is no answer to the next.
                    broken |= input.hasRemaining();
                    return Progress.DONE;
                }
                if (held) {
                    return Progress.HELD;
                }
                if (input.hasRemaining()) {
                    continue;
                }
                if (parser.isAtEOF()) {
                    throw new EOFException("the upstream broke the answer off");
                }
            }
            input.clear();
            int count;
            try {
                count = channel.read(input);
            } finally {
                input.flip();
            }
            if (count == 0) {
                return Progress.WAITING;
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

    void close() {
        broken = true;
        try {
            own.close();
            channel.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
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
        if (status >= CONTINUE_CLASS && status < ANSWER_CLASS) {
            return false;
        }
        broken |= version != HttpVersion.HTTP_1_1 || fields.contains("Connection", "close");
        sink.headers(status, fields);
        return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
        held = !sink.content(item, resume);
        item.position(item.limit());
        return held;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        if (status >= CONTINUE_CLASS && status < ANSWER_CLASS) {
            fields.clear();
            parser.reset();
            return false;
        }
        complete = true;
        return true;
    }

    int status() {
        return status;
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
