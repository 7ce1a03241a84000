package org.archipel.integrations.internal.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/** Reads a webhook as it came: forms are bytes like anything else, since the signature is over them. */
final class WebhookBody {
    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int PIECE = 8 * 1024;
    private static final long FREE_WAIT_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long SLOWEST_BYTES_PER_SECOND = 1024;

    private WebhookBody() {}

    /** @throws ProblemException 413 past the limit, 408 if it comes too slowly, 400 if it breaks off */
    static byte[] read(HttpServletRequest request, long limit) {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        int expected = Math.max(PIECE, request.getContentLength() + 1);
        ByteArrayOutputStream body = new ByteArrayOutputStream(expected);
        byte[] piece = new byte[Math.min(expected, 64 * 1024)];
        long begun = System.nanoTime();
        try {
            InputStream in = request.getInputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                body.write(piece, 0, count);
                if (body.size() > limit) {
                    throw tooLarge(limit);
                }
                requireSpeed(body.size(), System.nanoTime() - begun);
            }
        } catch (IOException e) {
            ProblemException failure = new ProblemException(
                    BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "The request body ended before it was complete.");
            failure.addSuppressed(e);
            throw failure;
        }
        return body.toByteArray();
    }

    private static void requireSpeed(int bytes, long nanos) {
        if (nanos > FREE_WAIT_NANOS + TimeUnit.SECONDS.toNanos(bytes / SLOWEST_BYTES_PER_SECOND)) {
            throw new ProblemException(
                    REQUEST_TIMEOUT, ErrorCode.VALIDATION_ERROR, "The request body was sent too slowly.");
        }
    }

    private static ProblemException tooLarge(long limit) {
        return new ProblemException(
                CONTENT_TOO_LARGE,
                ErrorCode.VALIDATION_ERROR,
                "The request body may have at most " + limit + " bytes.");
    }

    /**
     * Parameters of an address, each with its first value.
     *
     * @param query as it stands in the address; null for none
     */
    static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "The query of the address is not valid.");
        }
    }
}
