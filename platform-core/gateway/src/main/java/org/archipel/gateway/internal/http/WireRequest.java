package org.archipel.gateway.internal.http;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;

/** Makes the bytes of requests without a body, in a buffer that the next one has again. For one thread at a time. */
final class WireRequest {
    private static final int HEADER_BYTES = 16 * 1024;

    private final HttpGenerator generator = new HttpGenerator();
    private final ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES);

    /** @return the bytes, until this is called again */
    ByteBuffer of(HttpCall asked) throws IOException {
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
}
