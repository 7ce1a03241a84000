package org.archipel.sandbox.internal.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/** Reads a response into memory, up to a size, also when it was compressed. */
final class ResponseReader {
    private static final int PIECE = 16 << 10;
    private static final int SUCCESS = 2;

    private final int longest;

    ResponseReader(int longest) {
        this.longest = longest;
    }

    HttpResponse read(ClassicHttpResponse response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body(response, body, longest);
        return new HttpResponse(response.getCode(), headers(response), body.toByteArray());
    }

    /** Writes the body of a successful answer; any other is read into memory. */
    HttpResponse copy(ClassicHttpResponse response, OutputStream to, long most) throws IOException {
        if (response.getCode() / 100 != SUCCESS) {
            return read(response);
        }
        body(response, to, most);
        return new HttpResponse(response.getCode(), headers(response), new byte[0]);
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }

    /** What cannot be written is not the server's fault. */
    private static void write(OutputStream to, byte[] piece, int length) {
        try {
            to.write(piece, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void body(ClassicHttpResponse response, OutputStream to, long most) throws IOException {
        if (response.getEntity() == null) {
            return;
        }
        try (InputStream content = response.getEntity().getContent()) {
            byte[] piece = new byte[PIECE];
            long size = 0;
            for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
                size += length;
                if (size > most) {
                    throw new RemoteException(
                            ErrorCode.INTEGRATION_ERROR, "the answer has more than " + most + " bytes", false);
                }
                write(to, piece, length);
            }
        }
    }
}
