package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encoding that a request names for its body. */
final class Encodings {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";]*)", Pattern.CASE_INSENSITIVE);

    private Encodings() {}

    /** Whether it is none that there is; the JAX-RS layer would fail on it. */
    static boolean isUnknown(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return false;
        }
        Matcher charset = CHARSET.matcher(type);
        try {
            return charset.find() && !Charset.isSupported(charset.group(1).strip());
        } catch (IllegalCharsetNameException e) {
            return true;
        }
    }
}
