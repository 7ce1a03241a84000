package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.List;
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
    private final ClassNode type;
    private final List<MethodNode> made = new ArrayList<>();

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
        boolean creates = target.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        boolean isStatic = target.getTag() == Opcodes.H_INVOKESTATIC;
        Type owner = Type.getObjectType(target.getOwner());
        String parameters = target.getDesc().substring(1, target.getDesc().indexOf(')'));
        Type receiver = captured.length > 0 ? captured[0] : owner;
        Type result = creates ? owner : Type.getReturnType(target.getDesc());
        String descriptor = '(' + (creates || isStatic ? "" : receiver.getDescriptor()) + parameters + ')' + result;
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                "archipel$reference$" + made.size(),
                descriptor,
                null,
                null);
        fill(method, target, creates, result);
        made.add(method);
        boolean inInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        return new Handle(Opcodes.H_INVOKESTATIC, type.name, method.name, descriptor, inInterface);
    }

    private static void fill(MethodNode method, Handle target, boolean creates, Type result) {
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
        code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    }

    private static int opcode(int tag) {
        return switch (tag) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }
}
