package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls that take no longer than a few instructions, whatever they are given. */
final class QuickCalls {
    private static final Map<String, Set<String>> METHODS = Map.of(
            "java/lang/String", Set.of("charAt", "length", "isEmpty"),
            "java/lang/Math", Set.of("abs", "max", "min", "sqrt", "floorMod", "floorDiv", "addExact", "multiplyExact"),
            "java/lang/Integer", Set.of("compare", "max", "min", "sum", "bitCount"),
            "java/lang/Long", Set.of("compare", "max", "min", "sum", "bitCount"),
            "java/lang/Double", Set.of("compare", "isNaN", "max", "min", "sum"));

    private QuickCalls() {}

    static boolean include(MethodInsnNode call) {
        return METHODS.getOrDefault(call.owner, Set.of()).contains(call.name);
    }
}
