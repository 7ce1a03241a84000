package org.archipel.sandbox.internal.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final int longest;

    ResponseReader(int longest) {
        this.longest = longest;
    }

    HttpResponse read(ClassicHttpResponse response) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new HttpResponse(response.getCode(), headers, body(response));
    }

    private byte[] body(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        try (InputStream content = response.getEntity().getContent()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
                if (body.size() + length > longest) {
                    throw new RemoteException(
                            ErrorCode.INTEGRATION_ERROR, "the answer has more than " + longest + " bytes", false);
                }
                body.write(piece, 0, length);
            }
            return body.toByteArray();
        }
    }
}
