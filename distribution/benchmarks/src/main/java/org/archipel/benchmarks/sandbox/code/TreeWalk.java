package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** Walks a tree of 4,095 nodes. */
public final class TreeWalk implements LongSupplier {
    private final Node root = tree(12, 1);

    private record Node(long value, Node left, Node right) {
        long sum() {
            return value + (left == null ? 0 : left.sum()) + (right == null ? 0 : right.sum());
        }
    }

    private static Node tree(int depth, long value) {
        return depth == 0 ? null : new Node(value, tree(depth - 1, 2 * value), tree(depth - 1, 2 * value + 1));
    }

    @Override
    public long getAsLong() {
        return root.sum();
    }
}
