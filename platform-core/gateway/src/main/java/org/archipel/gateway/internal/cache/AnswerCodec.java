package org.archipel.gateway.internal.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.archipel.gateway.internal.http.Header;

/** Answers as bytes, for what keeps them outside of this process. */
public final class AnswerCodec {
    private static final int FORMAT = 1;
    private static final int MOST_HEADERS = 1000;

    private AnswerCodec() {}

    public static byte[] write(CachedAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.bytes());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeShort(answer.status());
            out.writeLong(answer.storedAt());
            out.writeLong(answer.freshUntil());
            out.writeLong(answer.usableUntil());
            out.writeUTF(answer.etag());
            out.writeShort(answer.headers().size());
            for (Header header : answer.headers()) {
                out.writeUTF(header.name());
                out.writeUTF(header.value());
            }
            out.writeInt(answer.body().length);
            out.write(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are written", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if these are no bytes of an answer */
    public static CachedAnswer read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IOException("another format");
            }
            int status = in.readUnsignedShort();
            long storedAt = in.readLong();
            long freshUntil = in.readLong();
            long usableUntil = in.readLong();
            String etag = in.readUTF();
            int count = in.readUnsignedShort();
            if (count > MOST_HEADERS) {
                throw new IOException("too many headers");
            }
            List<Header> headers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                headers.add(new Header(in.readUTF(), in.readUTF()));
            }
            int length = in.readInt();
            if (length < 0 || length > bytes.length) {
                throw new IOException("a body that is not there");
            }
            byte[] body = new byte[length];
            in.readFully(body);
            return new CachedAnswer(status, headers, body, etag, storedAt, freshUntil, usableUntil);
        }
    }
}
