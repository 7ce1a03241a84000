package org.archipel.marketplace.internal.checks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A version in the order of Maven: numbers by value, qualifiers such as alpha and rc before the release, others after it. */
record MavenVersion(List<String> parts) implements Comparable<MavenVersion> {
    private static final int LONGEST = 200;
    private static final Pattern BOUNDARY = Pattern.compile("[.\\-_+]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    /** @param text it is in a package: of one that is no version, as it is too long, its beginning */
    static MavenVersion of(String text) {
        var parts = new ArrayList<String>();
        var version = text.strip();
        var beginning = version.substring(0, Math.min(LONGEST, version.length()));
        for (var part : BOUNDARY.split(beginning.toLowerCase(Locale.ROOT))) {
            if (!part.isEmpty()) {
                parts.add(alias(part));
            }
        }
        while (!parts.isEmpty() && (parts.get(parts.size() - 1).matches("0+|final|ga|release"))) {
            parts.remove(parts.size() - 1);
        }
        return new MavenVersion(List.copyOf(parts));
    }

    private static String alias(String part) {
        return switch (part) {
            case "a" -> "alpha";
            case "b" -> "beta";
            case "m" -> "milestone";
            case "cr" -> "rc";
            default -> part;
        };
    }

    @Override
    public int compareTo(MavenVersion other) {
        int longer = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < longer; i++) {
            int order = compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    private static int compare(String one, String other) {
        boolean number = isNumber(one);
        boolean otherNumber = isNumber(other);
        if (number && otherNumber) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        if (number || otherNumber) {
            var counterpart = number ? other : one;
            int order = counterpart.isEmpty() ? new BigInteger(number ? one : other).signum() : 1;
            return number ? order : -order;
        }
        int rank = rank(one) - rank(other);
        return rank != 0 ? rank : one.compareTo(other);
    }

    private static int rank(String qualifier) {
        int known = QUALIFIERS.indexOf(qualifier);
        return known < 0 ? QUALIFIERS.size() : known;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && Character.isDigit(part.charAt(0));
    }
}
