package org.archipel.marketplace.internal.scratch;

import java.util.List;
import java.util.Map;

/** What operations are given in a trial: nothing much, much, and what is seldom thought of. */
final class Oddities {
    /** In place of a path parameter: a plain word, and what should not get anyone anywhere. */
    static final List<String> PATH_SEGMENTS = List.of("a", "%2e%2e%2fetc%2fpasswd", "9".repeat(1000), "%00'%22%3C");

    /** As objects. */
    static final List<Map<String, ?>> OBJECTS = List.of(
            Map.of(),
            Map.of("name", "a", "value", 1, "id", "../../etc/passwd"),
            Map.of("deep", List.of(Map.of("deep", List.of(Map.of("deep", List.of("\u0000\ud83d\ude00")))))));

    /** As anything. */
    static final List<Object> VALUES =
            List.of(OBJECTS.get(0), OBJECTS.get(1), List.of(), "", "9".repeat(1000), -1, OBJECTS.get(2));

    private Oddities() {}
}
