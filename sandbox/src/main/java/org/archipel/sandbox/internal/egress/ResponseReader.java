package org.archipel.sandbox.internal.egress;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/** Reads a response into memory, up to a size, also when it was compressed. Does not close it. */
final class ResponseReader {
    private static final int PIECE = 16 << 10;
    private static final int SUCCESS = 2;
    // They tell of the body as it was on its way.
    private static final Set<String> OF_PACKED = Set.of("content-encoding", "content-length", "content-md5");

    private final int longest;

    ResponseReader(int longest) {
        this.longest = longest;
    }

    /**
     * @throws RemoteException if the answer is too long, packed or not, or in a way that is not unpacked
     * @throws java.io.InterruptedIOException if the time is over before its end
     */
    HttpResponse read(ClassicHttpResponse response, Deadline deadline) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, List<String>> headers = body(response, body, longest, deadline);
        return new HttpResponse(response.getCode(), headers, body.toByteArray());
    }

    /** Writes the body of a successful answer; any other is read into memory. */
    HttpResponse copy(ClassicHttpResponse response, OutputStream to, long most, Deadline deadline) throws IOException {
        if (response.getCode() / 100 != SUCCESS) {
            return read(response, deadline);
        }
        Map<String, List<String>> headers = body(response, to, most, deadline);
        return new HttpResponse(response.getCode(), headers, new byte[0]);
    }

    private static Map<String, List<String>> headers(ClassicHttpResponse response, boolean unpacked) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (!unpacked || !OF_PACKED.contains(name)) {
                headers.computeIfAbsent(name, key -> new ArrayList<>()).add(header.getValue());
            }
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

    /** Writes the body and gives back the headers that are true of what was written. */
    private static Map<String, List<String>> body(
            ClassicHttpResponse response, OutputStream to, long most, Deadline deadline) throws IOException {
        if (response.getEntity() == null || response.getEntity().getContentLength() == 0) {
            return headers(response, false);
        }
        ContentCoding coding = ContentCoding.of(response);
        WireContent wire = new WireContent(response.getEntity().getContent(), packed(most), deadline);
        try (InputStream content = coding.unpacked(wire)) {
            copy(content, to, most);
            // The connection can be used again when nothing is left on it.
            copy(wire, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        } catch (ZipException | EOFException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer cannot be unpacked", true, null, e);
        }
        return headers(response, coding != ContentCoding.IDENTITY);
    }

    private static void copy(InputStream content, OutputStream to, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long size = 0;
        for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
            size += length;
            if (size > most) {
                throw WireContent.tooLong(most);
            }
            write(to, piece, length);
        }
    }

    // Bytes that nothing can be taken from grow by less than that when they are packed.
    private static long packed(long unpacked) {
        return unpacked + unpacked / 256 + PIECE;
    }
}
