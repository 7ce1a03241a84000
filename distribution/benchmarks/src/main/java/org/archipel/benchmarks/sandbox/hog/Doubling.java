package org.archipel.benchmarks.sandbox.hog;

import java.util.function.LongSupplier;

/** Doubles a text, and begins again when it may not be larger. */
public final class Doubling implements LongSupplier {
    @Override
    public long getAsLong() {
        StringBuilder all = new StringBuilder();
        String text = "x";
        while (true) {
            try {
                text += text;
            } catch (SecurityException tooLarge) {
                all.append(text, 0, 1 << 20);
                text = "x";
            }
        }
    }
}
