package org.archipel.sandbox.internal.rewrite.weave;

import java.util.List;
import java.util.Optional;
import org.archipel.guard.Checkpoint;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.GuardClasses;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds the guard that takes the place of a call. */
final class Guards {
    private static final String PACKAGE = Checkpoint.class.getPackageName().replace('.', '/') + '/';
    private static final String CALLER = "Ljava/lang/Class;";
    private static final String OBJECT = "Ljava/lang/Object;";

    /** Of guards that look at the receiver of a call whose arguments they exchange. */
    static final String RECEIVER = "held";

    private final GuardClasses classes = GuardClasses.ofFramework();

    /**
     * @param method the guard's instruction
     * @param wantsCaller whether it takes the calling class as its last argument
     * @param result internal name of the type that the guard, which does not know it, returns as an object; empty if it knows it
     */
    record Guard(MethodInsnNode method, boolean wantsCaller, String result) {}

    /** In place of a method: takes the receiver and the arguments, returns what the method returns. */
    Guard replacing(String guard, String declaring, boolean isStatic, String name, String descriptor) {
        String parameters = descriptor.substring(1, descriptor.indexOf(')'));
        String receiver = isStatic ? "" : Type.getObjectType(declaring).getDescriptor();
        return find(
                guard,
                name,
                receiver + parameters,
                Type.getReturnType(descriptor).getDescriptor());
    }

    /** Before a constructor: takes its arguments. */
    Guard before(String guard, String declaring, String descriptor) {
        String simple = declaring.substring(Math.max(declaring.lastIndexOf('/'), declaring.lastIndexOf('$')) + 1);
        return find(guard, "new" + simple, descriptor.substring(1, descriptor.indexOf(')')), "V");
    }

    /** Whether the guard takes such an argument and returns another one in its place. */
    boolean wraps(String guard, String type) {
        return exists(guard, "checked", '(' + type + ')' + type);
    }

    /** Whether the guard takes the receiver with such an argument, to return another one in its place. */
    boolean wrapsFor(String guard, String type) {
        return exists(guard, "checked", '(' + OBJECT + type + ')' + type);
    }

    boolean looksAtReceiver(String guard) {
        return exists(guard, RECEIVER, "(Ljava/lang/Object;)V");
    }

    /** Exchanges an argument. */
    static MethodInsnNode wrapping(String guard, String type) {
        return call(guard, "checked", '(' + type + ')' + type);
    }

    /** Exchanges an argument behind the receiver. */
    static MethodInsnNode wrappingFor(String guard, String type) {
        return call(guard, "checked", '(' + OBJECT + type + ')' + type);
    }

    private Guard find(String guard, String name, String parameters, String result) {
        for (String known : List.of(result, OBJECT)) {
            String plain = '(' + parameters + ')' + known;
            String cast = known.equals(result) ? "" : Type.getType(result).getInternalName();
            if (exists(guard, name, plain)) {
                return new Guard(call(guard, name, plain), false, cast);
            }
            String withCaller = '(' + parameters + CALLER + ')' + known;
            if (exists(guard, name, withCaller)) {
                return new Guard(call(guard, name, withCaller), true, cast);
            }
        }
        throw new IllegalStateException("there is no guard " + guard + '.' + name + '(' + parameters + ')' + result);
    }

    private boolean exists(String guard, String name, String descriptor) {
        Optional<ClassFacts> facts = classes.find(PACKAGE + guard);
        return facts.isPresent() && facts.get().declaresStatic(name, descriptor);
    }

    /** The internal name of a class within a guard class. */
    static String nested(String guard, String simpleName) {
        return PACKAGE + guard + '$' + simpleName;
    }

    /** A call of a method of a guard class. */
    static MethodInsnNode call(String guard, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, PACKAGE + guard, name, descriptor, false);
    }
}
