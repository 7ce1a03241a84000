package org.archipel.rest.internal.idempotency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Holds an answer back until it is kept; one that grows past the limit goes through, and cannot be kept. */
final class AnswerBuffer extends OutputStream {
    private final OutputStream client;
    private final int limit;
    private ByteArrayOutputStream held = new ByteArrayOutputStream();

    AnswerBuffer(OutputStream client, int limit) {
        this.client = client;
        this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (held != null && held.size() + length > limit) {
            held.writeTo(client);
            held = null;
        }
        if (held == null) {
            client.write(bytes, offset, length);
        } else {
            held.write(bytes, offset, length);
        }
    }

    /** A held answer is not flushed: the client must not see it before it is kept. */
    @Override
    public void flush() throws IOException {
        if (held == null) {
            client.flush();
        }
    }

    /** The whole answer; null when it was too large. */
    byte[] bytes() {
        return held == null ? null : held.toByteArray();
    }

    /** Hands what is held to the client. */
    void send() throws IOException {
        if (held != null) {
            held.writeTo(client);
        }
    }
}
