package org.archipel.sandbox.internal.egress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/** How the body of an answer is packed (RFC 9110, section 8.4). One packing at most: of several, a few bytes hold work for hours. */
enum ContentCoding {
    IDENTITY {
        @Override
        InputStream unpacked(InputStream wire) {
            return wire;
        }
    },
    GZIP {
        @Override
        InputStream unpacked(InputStream wire) throws IOException {
            PushbackInputStream source = new PushbackInputStream(new BufferedInputStream(wire, PIECE), PIECE);
            return isEmpty(source) ? source : new GzipContent(source, PIECE);
        }
    },
    DEFLATE {
        @Override
        InputStream unpacked(InputStream wire) throws IOException {
            PushbackInputStream source = new PushbackInputStream(wire, 2);
            return isEmpty(source) ? source : new Inflating(source, new Inflater(!hasZlibHeader(source)));
        }
    };

    /** What the platform's requests ask for. */
    static final String ACCEPTED = "gzip, deflate";

    private static final int PIECE = 16 << 10;

    /**
     * The body of an answer whose coding this is. To be closed, which does not close the wire.
     *
     * @throws java.util.zip.ZipException if it is packed in no such way; reading what comes back throws it as well
     */
    abstract InputStream unpacked(InputStream wire) throws IOException;

    /** @throws RemoteException if it is another one, or there are several */
    static ContentCoding of(ClassicHttpResponse response) {
        List<String> codings = new ArrayList<>();
        for (Header header : response.getHeaders("Content-Encoding")) {
            for (String coding : header.getValue().split(",", -1)) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        if (codings.size() > 1) {
            throw refused("is packed " + codings.size() + " times, which is not unpacked");
        }
        if (codings.isEmpty()) {
            return IDENTITY;
        }
        return switch (codings.get(0)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> throw refused("has a content coding that was not asked for");
        };
    }

    private static RemoteException refused(String why) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer " + why, false);
    }

    // Some servers say of an answer without content that it is packed.
    private static boolean isEmpty(PushbackInputStream source) throws IOException {
        int first = source.read();
        if (first >= 0) {
            source.unread(first);
        }
        return first < 0;
    }

    // "deflate" means the format of zlib; servers that leave its header away are many (RFC 9110, section 8.4.1.2).
    private static boolean hasZlibHeader(PushbackInputStream source) throws IOException {
        int first = source.read();
        int second = source.read();
        if (second >= 0) {
            source.unread(second);
        }
        source.unread(first);
        return second >= 0 && (first & 0x0f) == Inflating.METHOD && ((first << 8) + second) % 31 == 0;
    }

    private static final class Inflating extends InflaterInputStream {
        static final int METHOD = 8;

        Inflating(InputStream in, Inflater inflater) {
            super(in, inflater, PIECE);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
