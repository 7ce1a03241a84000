package org.archipel.marketplace.internal.packages;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.archipel.api.error.ValidationException;

/**
 * The digest that a client says its upload has: {@code Content-Digest} (RFC 9530), the older {@code Digest} (RFC 3230), or the
 * query parameter {@code sha256} in hex.
 */
public final class DeclaredDigest {
    private static final Pattern CONTENT_DIGEST = Pattern.compile("sha-256=:([A-Za-z0-9+/=]+):");
    private static final Pattern DIGEST = Pattern.compile("sha-256=([A-Za-z0-9+/=]+)", Pattern.CASE_INSENSITIVE);
    private static final int LENGTH = 32;

    private DeclaredDigest() {}

    /**
     * Compares what was declared, in any of the forms, with what arrived. Each may be null when it was not sent.
     *
     * @throws ValidationException if one cannot be read, or differs
     */
    public static void check(String contentDigest, String digest, String sha256, String actual) {
        Stream.of(
                        field("Content-Digest", contentDigest, CONTENT_DIGEST),
                        field("Digest", digest, DIGEST),
                        Optional.ofNullable(sha256).map(DeclaredDigest::hex))
                .flatMap(Optional::stream)
                .filter(declared -> !declared.equals(actual))
                .findFirst()
                .ifPresent(declared -> {
                    throw new ValidationException(
                            "", "the package has the SHA-256 digest " + actual + ", declared was " + declared);
                });
    }

    private static Optional<String> field(String name, String value, Pattern form) {
        if (value == null) {
            return Optional.empty();
        }
        var matcher = form.matcher(value);
        if (!matcher.find()) {
            throw new ValidationException("", "the header " + name + " carries no sha-256 digest");
        }
        try {
            var bytes = Base64.getDecoder().decode(matcher.group(1));
            if (bytes.length == LENGTH) {
                return Optional.of(HexFormat.of().formatHex(bytes));
            }
        } catch (IllegalArgumentException notBase64) {
            throw new ValidationException("", "the digest in the header " + name + " is not base64");
        }
        throw new ValidationException("", "the digest in the header " + name + " does not have 32 bytes");
    }

    private static String hex(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        if (!Digests.isSha256(lower)) {
            throw new ValidationException("", "the parameter sha256 is not 64 hexadecimal digits");
        }
        return lower;
    }
}
