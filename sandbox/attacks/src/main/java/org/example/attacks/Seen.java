package org.example.attacks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a probe saw.
 *
 * @param value what the attack gained, if it was not stopped
 * @param thrown what stopped it: the exception and its causes, each as class and text
 */
public record Seen(Object value, List<String> thrown) {
    private static final int MOST_CAUSES = 8;

    static Seen value(Object value) {
        return new Seen(value, List.of());
    }

    static Seen thrown(Throwable thrown) {
        List<String> chain = new ArrayList<>();
        for (Throwable each = thrown; each != null && chain.size() < MOST_CAUSES; each = each.getCause()) {
            chain.add(each.getClass().getName() + ": " + each.getMessage());
        }
        return new Seen(null, chain);
    }
}
