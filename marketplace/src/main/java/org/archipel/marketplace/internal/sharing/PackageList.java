package org.archipel.marketplace.internal.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;

/**
 * The packages that a marketplace offers to others, or that lie in an archive; always carried in a signed envelope. A long list comes
 * in parts, each in an envelope of its own.
 *
 * @param issuedAt when it was made; an older list than the last one seen is not taken
 * @param expiresAt until when it can be taken; absent in archives
 * @param after where in the list this part begins; absent in the first
 * @param next where the next part begins; absent in the last
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PackageList(
        String format,
        Instant issuedAt,
        Optional<Instant> expiresAt,
        List<Entry> packages,
        Optional<String> after,
        Optional<String> next) {
    static final String TYPE = "application/vnd.archipel.packages+json";
    static final String FORMAT = "archipel-packages-1";

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);
    /** More packages than that are not taken from one source. */
    static final int MOST = 100_000;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9][a-z0-9_-]*)+");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z._-]{1,60}");
    private static final int LONGEST_TEXT = 500;
    private static final Pattern CURSOR = Pattern.compile("[0-9A-Za-z-]{1,100}");

    /** A list in one part. */
    static PackageList whole(Instant issuedAt, Optional<Instant> expiresAt, List<Entry> packages) {
        return new PackageList(FORMAT, issuedAt, expiresAt, packages, Optional.empty(), Optional.empty());
    }

    public PackageList {
        packages = packages == null ? List.of() : List.copyOf(packages);
        after = after == null ? Optional.empty() : after;
        next = next == null ? Optional.empty() : next;
    }

    /**
     * A package.
     *
     * @param sha256 digest of its bytes, lower-case hex
     * @param signature the publisher's; absent if it is not signed
     * @param publisherKey the key that verifies it, X.509 in base64
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Entry(
            String extensionId,
            String version,
            String name,
            String description,
            String publisher,
            String sha256,
            long size,
            Instant publishedAt,
            Optional<ObjectNode> signature,
            Optional<String> publisherKey) {}

    byte[] bytes() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what someone else wrote.
     *
     * @throws PlatformException {@code INTEGRATION_ERROR} that says what is wrong
     */
    static PackageList read(byte[] bytes, Instant now) {
        PackageList list;
        try {
            list = Json.read(new String(bytes, StandardCharsets.UTF_8), PackageList.class);
        } catch (UncheckedIOException e) {
            throw wrong("it cannot be read");
        }
        if (list == null || !FORMAT.equals(list.format) || list.issuedAt == null) {
            throw wrong("it is not of the format " + FORMAT);
        }
        if (list.issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
            throw wrong("it was issued in the future, at " + list.issuedAt);
        }
        list.expiresAt.filter(end -> end.isBefore(now)).ifPresent(end -> {
            throw wrong("it expired at " + end);
        });
        list.check();
        return list;
    }

    private void check() {
        if (next.filter(to -> !matches(CURSOR, to) || to.compareTo(after.orElse("")) <= 0)
                .isPresent()) {
            throw wrong("it does not come to an end");
        }
        if (packages.size() > MOST) {
            throw wrong("it names more than " + MOST + " packages");
        }
        var seen = new HashSet<String>();
        for (var entry : packages) {
            if (entry == null
                    || !matches(ID, entry.extensionId)
                    || !matches(VERSION, entry.version)
                    || !matches(DIGEST, entry.sha256)
                    || entry.size < 0
                    || entry.publishedAt == null
                    || tooLong(entry.name)
                    || tooLong(entry.description)
                    || tooLong(entry.publisher)) {
                throw wrong("one of its packages is not described as it has to be");
            }
            if (!seen.add(entry.extensionId + " " + entry.version)) {
                throw wrong("it names " + entry.extensionId + " " + entry.version + " twice");
            }
        }
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private static boolean tooLong(String text) {
        return text == null || text.length() > LONGEST_TEXT;
    }

    static PlatformException wrong(String why) {
        return new PlatformException(ErrorCode.INTEGRATION_ERROR, "the list of packages is refused: " + why);
    }
}
