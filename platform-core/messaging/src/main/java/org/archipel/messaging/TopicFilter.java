package org.archipel.messaging;

import java.util.Collection;
import java.util.List;

/** Topic globs: {@code *} stands for any text, dots included, so that {@code record.*} covers {@code record.place.updated}. Immutable. */
public final class TopicFilter {
    /** Lets all topics pass. */
    public static final TopicFilter ALL = new TopicFilter(List.of());

    private final List<String> globs;

    private TopicFilter(List<String> globs) {
        this.globs = globs;
    }

    /** @param globs none for all topics */
    public static TopicFilter of(Collection<String> globs) {
        return new TopicFilter(globs.stream().map(String::trim).toList());
    }

    /** In steps of at most the product of the lengths of topic and globs, whoever wrote these. */
    public boolean matches(String topic) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> matches(glob, topic));
    }

    // At most as many steps as the product of both lengths: a regular expression of many stars, which strangers write,
    // would go back and forth for ever. A star takes in as little as it can, and more only if what follows it does not
    // fit.
    private static boolean matches(String glob, String topic) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < topic.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < glob.length() && glob.charAt(at) == topic.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
