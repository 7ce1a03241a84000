package org.archipel.marketplace.internal.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** How alike two names look. */
public final class Likeness {
    /** Letters that look like Latin ones, and digits that are read as letters. */
    private static final Map<Integer, String> LOOKS = Map.ofEntries(
            look('а', "a"),
            look('ɑ', "a"),
            look('α', "a"),
            look('в', "b"),
            look('с', "c"),
            look('ϲ', "c"),
            look('ԁ', "d"),
            look('е', "e"),
            look('ε', "e"),
            look('ɡ', "g"),
            look('һ', "h"),
            look('і', "l"),
            look('ι', "l"),
            look('ı', "l"),
            look('ј', "j"),
            look('к', "k"),
            look('κ', "k"),
            look('м', "m"),
            look('н', "h"),
            look('о', "o"),
            look('ο', "o"),
            look('σ', "o"),
            look('р', "p"),
            look('ρ', "p"),
            look('ѕ', "s"),
            look('т', "t"),
            look('τ', "t"),
            look('υ', "u"),
            look('ν', "v"),
            look('ѵ', "v"),
            look('ԝ', "w"),
            look('х', "x"),
            look('χ', "x"),
            look('у', "y"),
            look('γ', "y"),
            look('ᴢ', "z"),
            look('0', "o"),
            look('1', "l"),
            look('i', "l"),
            look('5', "s"),
            look('ß', "b"),
            look('ø', "o"),
            look('ł', "l"),
            look('đ', "d"));

    private Likeness() {}

    private static Map.Entry<Integer, String> look(char letter, String as) {
        return Map.entry((int) letter, as);
    }

    /** What is left of a name for the eye: equal for names that look the same. */
    public static String skeleton(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        var skeleton = new StringBuilder();
        plain.codePoints().forEach(point -> {
            var seen = LOOKS.get(point);
            if (seen != null) {
                skeleton.append(seen);
            } else if (Character.isLetterOrDigit(point)) {
                skeleton.appendCodePoint(point);
            }
        });
        return skeleton.toString().replace("rn", "m").replace("vv", "w");
    }

    /** Whether one letter more, less, changed, or two neighbours exchanged make the one the other. */
    public static boolean oneApart(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        int shorter = Math.min(one.length(), other.length());
        if (longer - shorter > 1 || one.equals(other)) {
            return false;
        }
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int differs = longer - start - end;
        return differs <= 1
                || differs == 2
                        && one.length() == other.length()
                        && one.charAt(start) == other.charAt(start + 1)
                        && one.charAt(start + 1) == other.charAt(start);
    }
}
