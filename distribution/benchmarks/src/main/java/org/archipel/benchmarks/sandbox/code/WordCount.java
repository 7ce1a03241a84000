package org.archipel.benchmarks.sandbox.code;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts words in a map, over a list. */
public final class WordCount implements LongSupplier {
    private static final String[] WORDS = "the quick brown fox jumps over the lazy dog and then the fox rests "
            .repeat(40)
            .split(" ");

    @Override
    public long getAsLong() {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : WORDS) {
            Integer before = counts.get(word);
            counts.put(word, before == null ? 1 : before + 1);
        }
        long sum = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            sum += (long) entry.getValue() * entry.getKey().length();
        }
        return sum;
    }
}
