package org.archipel.messaging.internal.outbox;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Topic globs: {@code *} stands for any text, dots included, so that {@code record.*} covers {@code record.place.updated}. */
public final class TopicFilter {
    /** Lets all topics pass. */
    public static final TopicFilter ALL = new TopicFilter(List.of());

    private final List<Pattern> patterns;

    private TopicFilter(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** @param globs none for all topics */
    public static TopicFilter of(Collection<String> globs) {
        return new TopicFilter(globs.stream().map(TopicFilter::compile).toList());
    }

    public boolean matches(String topic) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matcher(topic).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern compile(String glob) {
        StringBuilder expression = new StringBuilder();
        for (String part : glob.trim().split("\\*+", -1)) {
            if (expression.length() > 0) {
                expression.append(".*");
            }
            expression.append(Pattern.quote(part));
        }
        return Pattern.compile(expression.toString());
    }
}
