package org.archipel.sandbox.internal.egress;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpRequest;

/** Makes of a request what the client sends: nothing in it writes past its place, and its head has bounds. */
final class RequestMessage {
    /** Headers of a request; each value is one. */
    static final int MOST_HEADERS = 100;
    /** Characters of a header's value. */
    static final int LONGEST_VALUE = 16 << 10;
    /** Characters of all headers. */
    static final int LONGEST_HEADERS = 64 << 10;

    private static final int LONGEST_NAME = 200;
    // Headers that the client writes itself, or that only make sense on one connection (RFC 9110, section 7.6.1).
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "proxy-connection",
            "proxy-authorization",
            "expect");

    private final HttpUriRequestBase message;
    private int headers;
    private int characters;

    private RequestMessage(HttpUriRequestBase message) {
        this.message = message;
    }

    /** @throws ValidationException if the request has no valid method or header, or too much of them */
    static HttpUriRequestBase of(HttpRequest request, Target target) {
        if (!request.method().matches("[A-Z]{1,20}") || request.method().equals("CONNECT")) {
            throw new ValidationException("", "no such method: " + request.method());
        }
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), target.uri());
        new RequestMessage(message).headers(request.headers());
        if (!message.containsHeader("Accept-Encoding")) {
            message.addHeader("Accept-Encoding", ContentCoding.ACCEPTED);
        }
        if (request.body() != null && request.body().length > 0) {
            // The content type is among the headers.
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        return message;
    }

    private void headers(Map<String, List<String>> all) {
        all.forEach((name, values) -> {
            requireName(name);
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> header(name, value));
            }
        });
    }

    // The lengths come first: what is too long is not looked through.
    private void header(String name, String value) {
        if (value.length() > LONGEST_VALUE) {
            throw new ValidationException("", "a header value has at most " + LONGEST_VALUE + " characters");
        }
        headers++;
        characters += name.length() + value.length();
        if (headers > MOST_HEADERS || characters > LONGEST_HEADERS) {
            throw new ValidationException(
                    "",
                    "a request has at most " + MOST_HEADERS + " headers of " + LONGEST_HEADERS + " characters in all");
        }
        if (value.chars().anyMatch(character -> character < 0x20 && character != '\t' || character == 0x7f)) {
            throw new ValidationException("", "a header value holds no control characters");
        }
        message.addHeader(name, value);
    }

    private static void requireName(String name) {
        if (name.length() > LONGEST_NAME || !name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new ValidationException("", "no valid header name");
        }
    }
}
