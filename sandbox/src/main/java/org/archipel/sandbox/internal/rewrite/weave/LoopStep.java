package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How a loop counts: {@code i += 2}, or {@code i += n}.
 *
 * @param first its first instruction
 * @param last its last instruction, the only one that changes the counter
 * @param counter the variable that counts
 * @param by the variable that is added; -1 for the constant
 */
record LoopStep(AbstractInsnNode first, AbstractInsnNode last, int counter, int by, int constant) {
    /** The step that ends with the instruction; empty if none does. */
    static Optional<LoopStep> endingWith(AbstractInsnNode last) {
        if (last instanceof IincInsnNode step) {
            return Optional.of(new LoopStep(last, last, step.var, -1, step.incr));
        }
        AbstractInsnNode add = previous(last, Opcodes.ISTORE);
        AbstractInsnNode second = previous(add, Opcodes.IADD);
        AbstractInsnNode first = previous(second, Opcodes.ILOAD);
        if (first == null || first.getOpcode() != Opcodes.ILOAD) {
            return Optional.empty();
        }
        int counter = ((VarInsnNode) last).var;
        int left = ((VarInsnNode) first).var;
        int right = ((VarInsnNode) second).var;
        return left == counter && right != counter
                ? Optional.of(new LoopStep(first, last, counter, right, 0))
                : Optional.empty();
    }

    // The instruction before one of that kind; null if it is none.
    private static AbstractInsnNode previous(AbstractInsnNode node, int opcode) {
        return node != null && node.getOpcode() == opcode ? Code.previous(node) : null;
    }

    /** Whether the counter goes up by one. */
    boolean isOne() {
        return by < 0 && constant == 1;
    }

    /** Puts what is added on the stack. */
    AbstractInsnNode load() {
        return by < 0 ? new LdcInsnNode(constant) : new VarInsnNode(Opcodes.ILOAD, by);
    }
}
