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

    // Each takes next to nothing as well, but is no part of a loop that counts.
    private static final Map<String, Set<String>> TRIVIAL = Map.of(
            "java/lang/Object", Set.of("<init>", "getClass"),
            "java/lang/Record", Set.of("<init>"),
            "java/lang/Enum", Set.of("<init>", "ordinal", "name"),
            "java/lang/Boolean", Set.of("valueOf", "booleanValue"),
            "java/lang/Character", Set.of("valueOf", "charValue"),
            "java/lang/Integer", Set.of("valueOf", "intValue"),
            "java/lang/Long", Set.of("valueOf", "longValue"),
            "java/lang/Double", Set.of("valueOf", "doubleValue"),
            "java/util/Objects", Set.of("requireNonNull"));
    private static final Set<String> BUILDERS = Set.of("java/lang/StringBuilder", "java/lang/StringBuffer");
    private static final Set<String> COMPARISONS = Set.of("equals", "hashCode");
    // Of append: texts and numbers.
    private static final Set<String> APPENDED =
            Set.of("(Ljava/lang/String;)", "(C)", "(I)", "(J)", "(Z)", "(D)", "(F)");

    private QuickCalls() {}

    static boolean include(MethodInsnNode call) {
        return METHODS.getOrDefault(call.owner, Set.of()).contains(call.name);
    }

    /** Whether it takes next to nothing; not to be asked about loops. */
    static boolean trivial(MethodInsnNode call) {
        return include(call)
                || TRIVIAL.getOrDefault(call.owner, Set.of()).contains(call.name)
                        && !call.desc.startsWith("(Ljava/lang/String;");
    }

    /** Whether it usually takes little, and a few of them one after the other take no longer than one other call. */
    static boolean small(MethodInsnNode call) {
        boolean appends = BUILDERS.contains(call.owner) && call.name.equals("append");
        return call.name.equals("<init>") && (call.desc.equals("()V") || !call.owner.startsWith("java"))
                || call.owner.equals("java/lang/String") && COMPARISONS.contains(call.name)
                || appends && APPENDED.contains(call.desc.substring(0, call.desc.indexOf(')') + 1));
    }
}
