package org.archipel.gateway.internal.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/**
 * An address with variables behind its host, such as {@code https://crm.example.org/people/{id}?fields={query.fields}}. Values are
 * encoded, so that none adds a segment or a parameter; only a variable that takes the rest of a path keeps its slashes. Segments of dots
 * would take segments away, however they are written, and are refused. Immutable.
 */
public final class UriTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]{0,99})(\\*)?}");
    private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)");
    private static final String UNRESERVED = "-._~";

    private final List<Object> parts;
    private final URI constant;

    /** @param inPath whether it stands before the query */
    private record Variable(String name, boolean keepsSlashes, boolean inPath) {}

    private UriTemplate(List<Object> parts) {
        this.parts = List.copyOf(parts);
        this.constant = parts.stream().allMatch(String.class::isInstance)
                ? URI.create(String.join("", parts.toArray(new String[0])))
                : null;
    }

    /**
     * @param canonical gives the address its canonical host, and refuses what is no address
     * @throws IllegalArgumentException with a message for people
     */
    public static UriTemplate parse(String text, UnaryOperator<URI> canonical) {
        Matcher scheme = Pattern.compile("(?i)https?://[^/?#{}]+(?=[/?#]|$)").matcher(text);
        if (!scheme.lookingAt()) {
            throw new IllegalArgumentException("is no absolute http or https address with a host that is not variable");
        }
        URI origin = canonical.apply(URI.create(scheme.group()));
        String base = origin.toString().replaceFirst("/$", "");
        String behind = text.substring(scheme.end());
        if (behind.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has a fragment, which is never sent");
        }
        List<Object> parts = new ArrayList<>(List.of(base));
        if (!behind.startsWith("/")) {
            parts.add("/");
        }
        Matcher matcher = VARIABLE.matcher(behind);
        int at = 0;
        while (matcher.find()) {
            parts.add(behind.substring(at, matcher.start()));
            boolean inPath = behind.lastIndexOf('?', matcher.start()) < 0;
            parts.add(new Variable(matcher.group(1), matcher.group(2) != null, inPath));
            at = matcher.end();
        }
        parts.add(behind.substring(at));
        UriTemplate template = new UriTemplate(parts);
        template.expand(name -> "x");
        return template;
    }

    public List<String> variables() {
        return parts.stream()
                .filter(Variable.class::isInstance)
                .map(part -> ((Variable) part).name())
                .toList();
    }

    /** The address, if it has no variables; else null. */
    public URI constant() {
        return constant;
    }

    /**
     * Puts values in.
     *
     * @param values gives the value of a variable, as plain text
     * @throws PlatformException {@code VALIDATION_ERROR} if a segment of the path would be one of dots
     */
    public URI expand(UnaryOperator<String> values) {
        if (constant != null) {
            return constant;
        }
        StringBuilder uri = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Variable variable) {
                String value = values.apply(variable.name());
                if (variable.inPath() && DOTS.matcher(value).find()) {
                    throw new PlatformException(
                            ErrorCode.VALIDATION_ERROR,
                            "A part of the path is made of dots: {" + variable.name() + "}.");
                }
                encode(uri, value, variable.keepsSlashes());
            } else {
                uri.append((String) part);
            }
        }
        return URI.create(uri.toString());
    }

    private static void encode(StringBuilder uri, String value, boolean keepsSlashes) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain || keepsSlashes && c == '/') {
                uri.append(c);
            } else {
                uri.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                uri.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }
}
