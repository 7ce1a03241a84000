package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.WriteRecord;
import org.archipel.connector.http.internal.config.FieldPath;

/** Fills a path's {@code {id}} and {@code {field}} places from a record. */
final class PathTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

    private PathTemplate() {}

    /** Empty if the record lacks a value for a place. */
    static Optional<String> fill(String template, WriteRecord item) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(path, Matcher.quoteReplacement(segment(value)));
        }
        return Optional.of(matcher.appendTail(path).toString());
    }

    private static String value(String place, WriteRecord item) {
        if (place.equals("id") && item.externalId().isPresent()) {
            return item.externalId().get();
        }
        JsonNode value = FieldPath.of(place).in(item.data());
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Dots are unreserved, but a segment of dots alone would lead elsewhere. */
    private static String segment(String value) {
        return value.matches("\\.{1,2}") ? "" : Percent.encode(value);
    }
}
