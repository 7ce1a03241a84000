package org.archipel.connector.common.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Link} headers (RFC 8288, section 3). */
public final class LinkHeader {
    private static final Pattern LINK = Pattern.compile(
            "<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s\";,]*+))?)*+)");
    private static final Pattern RELATION = Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";,]+))");

    private LinkHeader() {}

    /** The target of the first link with the relation. */
    public static Optional<String> target(List<String> headers, String relation) {
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (hasRelation(link.group(2), relation)) {
                    return Optional.of(link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    /** Only the first {@code rel} counts (section 3.3); it may name several relations. */
    private static boolean hasRelation(String parameters, String relation) {
        Matcher matcher = RELATION.matcher(parameters);
        if (!matcher.find()) {
            return false;
        }
        String relations = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Arrays.stream(relations.trim().split("\\s+")).anyMatch(relation::equalsIgnoreCase);
    }
}
