package org.archipel.messaging;

import java.util.Collection;
import java.util.List;
import org.archipel.base.Wildcards;

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

    /** How many globs a topic is compared with. */
    public int size() {
        return globs.size();
    }

    /** In as many steps as topic and globs have characters, whoever wrote these. */
    public boolean matches(String topic) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> Wildcards.matches(glob, topic));
    }
}
