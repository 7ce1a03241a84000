package org.archipel.sandbox.internal.rewrite.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Small pieces of bytecode. */
final class Code {
    private Code() {}

    /** A checkpoint. */
    static AbstractInsnNode checkpoint() {
        return Guards.call("Checkpoint", "check", "()V");
    }

    /** Throws, always. */
    static InsnList denial(String api, String reason) {
        InsnList code = new InsnList();
        code.add(new LdcInsnNode(api + ": " + reason));
        code.add(Guards.call("Denied", "use", "(Ljava/lang/String;)V"));
        return code;
    }

    /** Takes a value from the stack. */
    static AbstractInsnNode pop(Type type) {
        return new InsnNode(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    /** Puts the zero of the type on the stack; nothing for {@code void}. */
    static InsnList zero(Type type) {
        InsnList code = new InsnList();
        int opcode = switch (type.getSort()) {
            case Type.VOID -> Opcodes.NOP;
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
            default -> Opcodes.ICONST_0;
        };
        code.add(new InsnNode(opcode));
        return code;
    }

    /** The number that an instruction puts on the stack; -1 if it is none or negative. */
    static int constant(AbstractInsnNode instruction) {
        int opcode = instruction == null ? -1 : instruction.getOpcode();
        if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
            return opcode - Opcodes.ICONST_0;
        }
        if (instruction instanceof IntInsnNode number && opcode != Opcodes.NEWARRAY) {
            return number.operand;
        }
        return instruction instanceof LdcInsnNode ldc && ldc.cst instanceof Integer number ? number : -1;
    }

    /** Whether it is an instruction, not a label, line or frame. */
    static boolean real(AbstractInsnNode node) {
        return node.getOpcode() >= 0;
    }

    /** The next instruction; null at the end. */
    static AbstractInsnNode next(AbstractInsnNode node) {
        AbstractInsnNode next = node.getNext();
        while (next != null && !real(next)) {
            next = next.getNext();
        }
        return next;
    }

    /** The instruction before; null at the start. */
    static AbstractInsnNode previous(AbstractInsnNode node) {
        AbstractInsnNode previous = node.getPrevious();
        while (previous != null && !real(previous)) {
            previous = previous.getPrevious();
        }
        return previous;
    }
}
