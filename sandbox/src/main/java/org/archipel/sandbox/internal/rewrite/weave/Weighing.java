package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.sandbox.internal.rewrite.rules.Verdict.Weighed.What;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Has operands weighed before code of the JDK goes through all that they hold, see {@code org.archipel.guard.Weights}. */
final class Weighing {
    private static final String GUARD = "Weights";
    private static final String TAKES_ONE = "(Ljava/lang/Object;)V";
    private static final String TAKES_TWO = "(Ljava/lang/Object;Ljava/lang/Object;)V";
    private static final String OBJECT = "Ljava/lang/Object;";
    // They hold nothing that is looked through. Classes only: where a type is an interface, the machine takes any
    // object.
    private static final Set<String> LIGHT = Set.of(
            "java/lang/String",
            "java/lang/StringBuilder",
            "java/lang/StringBuffer",
            "java/lang/Class",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Byte",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/lang/Throwable",
            "java/util/Locale");

    // They hash and compare what they hold without asking the class that extends them for it.
    private static final Map<String, String> CONTENT = Map.of(
            "java/util/ArrayList", "toArray()[Ljava/lang/Object;",
            "java/util/concurrent/CopyOnWriteArrayList", "toArray()[Ljava/lang/Object;",
            "java/util/concurrent/ConcurrentHashMap", "entrySet()Ljava/util/Set;");

    private Weighing() {}

    /** Declares what a class inherits of these, so that it is woven as well. */
    static void declareInherited(ClassNode type) {
        if (CONTENT.containsKey(type.superName)) {
            inherit(type, "hashCode", "()I");
            inherit(type, "equals", "(Ljava/lang/Object;)Z");
            inherit(type, "toString", "()Ljava/lang/String;");
        }
    }

    /** Declares a method that calls the one it inherits, unless the class has it. */
    static void inherit(ClassNode type, String name, String descriptor) {
        if (type.methods.stream().anyMatch(method -> method.name.equals(name) && method.desc.equals(descriptor))) {
            return;
        }
        MethodNode method = new MethodNode(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
        method.instructions.add(new VarInsnNode(Opcodes.ALOAD, 0));
        int next = 1;
        for (Type argument : Type.getArgumentTypes(descriptor)) {
            method.instructions.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), next));
            next += argument.getSize();
        }
        method.instructions.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, type.superName, name, descriptor, false));
        method.instructions.add(new InsnNode(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN)));
        method.maxLocals = next;
        method.maxStack = Math.max(next, Type.getReturnType(descriptor).getSize());
        type.methods.add(method);
    }

    /** Before a call. */
    static void weave(Site site, MethodInsnNode call, What what) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        boolean hasReceiver = call.getOpcode() != Opcodes.INVOKESTATIC && !call.name.equals("<init>");
        int first = hasReceiver ? 1 : 0;
        Type[] operands = Stream.concat(
                        Stream.of(Type.getObjectType(call.owner)).limit(first), Arrays.stream(arguments))
                .toArray(Type[]::new);
        Locals locals = site.locals(operands);
        InsnList checks = new InsnList();
        for (int i = 0; i < operands.length; i++) {
            if (hasReceiver && isWithReceiver(what, i - first, operands[i])) {
                checks.add(locals.loadOne(0));
                checks.add(locals.loadOne(i));
                checks.add(Guards.call(GUARD, what.method(), TAKES_TWO));
            } else if (isWeighed(what, i - first, arguments.length) && (what == What.LETTERS || mayHold(operands[i]))) {
                checks.add(locals.loadOne(i));
                if (i < first && call.getOpcode() == Opcodes.INVOKESPECIAL && CONTENT.containsKey(call.owner)) {
                    checks.add(content(call.owner));
                }
                checks.add(Guards.call(GUARD, what == What.KEYS ? What.ALL.method() : what.method(), TAKES_ONE));
            }
        }
        insert(site, call, locals, checks);
    }

    private static MethodInsnNode content(String owner) {
        String method = CONTENT.get(owner);
        int end = method.indexOf('(');
        return new MethodInsnNode(Opcodes.INVOKESPECIAL, owner, method.substring(0, end), method.substring(end), false);
    }

    private static boolean isWithReceiver(What what, int place, Type type) {
        return switch (what) {
            case SOUGHT, COUNTED, ADDED -> place == 0 && mayHold(type);
            case KEYS -> place >= 0 && place % 2 == 0 && mayHold(type);
            case TAKEN -> place >= 0 && type.getSort() >= Type.ARRAY;
            default -> false;
        };
    }

    // The receiver is at -1.
    private static boolean isWeighed(What what, int place, int arguments) {
        return switch (what) {
            case ALL, COPY -> true;
            case TEXT -> place >= 0 || arguments == 0;
            case OPAQUE, LETTERS -> place < 0;
            case GIVEN -> place >= 0;
            case SOUGHT, COUNTED, ADDED, TAKEN -> false;
            case KEYS -> place >= 0 && place % 2 == 0;
        };
    }

    private static boolean mayHold(Type type) {
        if (type.getSort() == Type.ARRAY) {
            Type element = type.getElementType();
            return element.getSort() == Type.OBJECT && !(type.getDimensions() == 1 && isLight(element));
        }
        return type.getSort() == Type.OBJECT && !isLight(type);
    }

    private static boolean isLight(Type type) {
        return LIGHT.contains(type.getInternalName());
    }

    private static void insert(Site site, AbstractInsnNode call, Locals locals, InsnList checks) {
        if (checks.size() > 0) {
            InsnList code = new InsnList();
            locals.store(code);
            code.add(checks);
            locals.load(code);
            site.method().instructions.insertBefore(call, code);
        }
    }

    /** Before values are joined to a text. */
    static void weaveConcatenation(Site site, InvokeDynamicInsnNode call) {
        Type[] operands = Type.getArgumentTypes(call.desc);
        Locals locals = site.locals(operands);
        InsnList checks = new InsnList();
        for (int i = 0; i < operands.length; i++) {
            if (mayHold(operands[i])) {
                checks.add(locals.loadOne(i));
                checks.add(Guards.call(GUARD, What.TEXT.method(), TAKES_ONE));
            }
        }
        insert(site, call, locals, checks);
    }

    /** Before a record is hashed, compared or written, which code that the JDK makes does. */
    static void weaveRecord(Site site, InvokeDynamicInsnNode call) {
        Type[] operands = Type.getArgumentTypes(call.desc);
        boolean text = call.name.equals("toString");
        Locals locals = site.locals(operands);
        InsnList checks = new InsnList();
        for (Object argument : call.bsmArgs) {
            if (argument instanceof Handle component && mayHold(Type.getType(component.getDesc()))) {
                for (int i = 0; i < operands.length; i++) {
                    checks.add(locals.loadOne(0));
                    if (i > 0) {
                        checks.add(locals.loadOne(i));
                        checks.add(Guards.call(GUARD, "alike", '(' + OBJECT + OBJECT + ')' + OBJECT));
                        checks.add(new TypeInsnNode(Opcodes.CHECKCAST, component.getOwner()));
                    }
                    checks.add(new FieldInsnNode(
                            Opcodes.GETFIELD, component.getOwner(), component.getName(), component.getDesc()));
                    checks.add(Guards.call(GUARD, (text ? What.TEXT : What.ALL).method(), TAKES_ONE));
                }
            }
        }
        insert(site, call, locals, checks);
    }
}
