package org.archipel.sandbox.internal.gate;

/** How many levels a filter has (OSGi Core 8, section 3.2.7). */
final class FilterDepth {
    /**
     * Framework and component runtime follow the levels by calls within calls, and would be left as they are where their stack ends.
     */
    static final int MOST = 20;

    private FilterDepth() {}

    static boolean isTooDeep(String filter) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < filter.length(); i++) {
            char character = filter.charAt(i);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest > MOST;
    }
}
