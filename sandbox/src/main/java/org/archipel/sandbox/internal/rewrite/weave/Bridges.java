package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes a static method of the class for each reference to a method of the JDK or the platform: its body is the plain call, which is
 * then woven as any other. Not thread-safe.
 */
final class Bridges {
    private static final String NUMBER = "java/lang/Number";

    private final ClassNode type;
    private final List<MethodNode> made = new ArrayList<>();
    private final Set<MethodNode> sizes = new HashSet<>();

    Bridges(ClassNode type) {
        this.type = type;
    }

    /** The methods, whose bodies are still to be woven. */
    List<MethodNode> made() {
        return made;
    }

    /**
     * A reference to a new method that does what the given reference does.
     *
     * @param captured types of the values that are bound to it; a static method takes exactly these
     */
    Handle bridge(Handle target, Type[] captured) {
        return bridge(target, captured, false);
    }

    /** As {@link #bridge}, to what is the size of a collection or text, which is checked. */
    Handle sizeBridge(Handle target, Type[] captured) {
        return bridge(target, captured, true);
    }

    /** Whether a reference may tell a large size: others make no large number, or no call site. */
    static boolean mayTellSize(Handle target) {
        int result = result(target).getSort();
        return result == Type.INT || result == Type.OBJECT;
    }

    /** Whether a method's result is the size of a collection or text. */
    boolean tellsSize(MethodNode method) {
        return sizes.contains(method);
    }

    private Handle bridge(Handle target, Type[] captured, boolean size) {
        boolean creates = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        boolean isStatic = target.getTag() == Opcodes.H_INVOKESTATIC;
        Type owner = Type.getObjectType(target.getOwner());
        String parameters = target.getDesc().substring(1, target.getDesc().indexOf(')'));
        Type receiver = captured.length > 0 ? captured[0] : owner;
        Type result = size ? Type.INT_TYPE : result(target);
        String descriptor = '(' + (creates || isStatic ? "" : receiver.getDescriptor()) + parameters + ')' + result;
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                "archipel$reference$" + made.size(),
                descriptor,
                null,
                null);
        fill(method, target, creates);
        if (size) {
            unbox(method, result(target));
            sizes.add(method);
        }
        method.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
        made.add(method);
        boolean inInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        return new Handle(Opcodes.H_INVOKESTATIC, type.name, method.name, descriptor, inInterface);
    }

    private static Type result(Handle target) {
        return target.getTag() == Opcodes.H_NEWINVOKESPECIAL
                ? Type.getObjectType(target.getOwner())
                : Type.getReturnType(target.getDesc());
    }

    private static void fill(MethodNode method, Handle target, boolean creates) {
        InsnList code = method.instructions;
        if (creates) {
            code.add(new TypeInsnNode(Opcodes.NEW, target.getOwner()));
            code.add(new InsnNode(Opcodes.DUP));
        }
        int variable = 0;
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            code.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), variable));
            if (variable == 0 && !creates && target.getTag() != Opcodes.H_INVOKESTATIC) {
                code.add(new TypeInsnNode(Opcodes.CHECKCAST, target.getOwner()));
            }
            variable += argument.getSize();
        }
        method.maxLocals = variable;
        method.maxStack = variable + 2;
        code.add(new MethodInsnNode(
                opcode(target.getTag()), target.getOwner(), target.getName(), target.getDesc(), target.isInterface()));
    }

    // As a lambda does it.
    private static void unbox(MethodNode method, Type result) {
        if (result.getSort() == Type.OBJECT) {
            method.instructions.add(new TypeInsnNode(Opcodes.CHECKCAST, NUMBER));
            method.instructions.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, NUMBER, "intValue", "()I", false));
        }
    }

    private static int opcode(int tag) {
        return switch (tag) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL, Opcodes.H_INVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }
}
