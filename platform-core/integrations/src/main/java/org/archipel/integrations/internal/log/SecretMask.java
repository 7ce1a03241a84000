package org.archipel.integrations.internal.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.archipel.integrations.internal.store.KeptText;

/** Takes the secrets of one integration out of any text: as they are, URL-encoded and in Base64. Immutable and thread-safe. */
public final class SecretMask {
    /** Masks nothing. */
    public static final SecretMask NONE = new SecretMask(Set.of());

    private static final String MARK = "[redacted]";

    /** Shorter values are no secrets, and would eat ordinary words. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    private SecretMask(Set<String> secrets) {
        // The longest first: one secret may be a part of another.
        this.secrets = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Masks every text value of the credentials. */
    public static SecretMask of(JsonNode credentials) {
        Set<String> secrets = new LinkedHashSet<>();
        collect(credentials, secrets);
        return new SecretMask(secrets);
    }

    private static void collect(JsonNode node, Set<String> secrets) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, secrets));
        } else if (node.isTextual() && node.textValue().length() >= SHORTEST) {
            String secret = node.textValue();
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The text without secrets, as {@linkplain KeptText it can be kept}; the same object if nothing was in the way. */
    public String apply(String text) {
        String masked = KeptText.of(text);
        for (String secret : secrets) {
            masked = masked.replace(secret, MARK);
        }
        return masked;
    }
}
