package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.weave.Jumps.Jump;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds the loops that end soon by themselves and need no checkpoint, which would keep the compiler from vectorising them: innermost
 * ones without calls, that count up by one from a constant to a small constant or to the length of an array, whose size is bounded.
 *
 * <pre>
 *   iconst_0; istore i
 * head: iload i; (number | aload a; arraylength | iload n); if_icmpge behind
 *   …
 *   iinc i 1; goto head
 * </pre>
 */
final class ShortLoops {
    private static final int MOST_TURNS = 1 << 16;
    private static final int MOST_INSTRUCTIONS = 64;
    private static final int MOST_JUMPS = 1_000;

    private final InsnList code;
    private final List<Jump> jumps;
    private final Set<Integer> handlers = new HashSet<>();

    ShortLoops(MethodNode method, Jumps jumps) {
        this.code = method.instructions;
        this.jumps = jumps.all();
        if (method.tryCatchBlocks != null) {
            for (TryCatchBlockNode block : method.tryCatchBlocks) {
                handlers.add(code.indexOf(block.handler));
            }
        }
    }

    /** Whether the backward jump closes such a loop. */
    boolean closedBy(Jump back) {
        if (jumps.size() > MOST_JUMPS
                || back.instruction().getOpcode() != Opcodes.GOTO
                || !(Code.previous(back.instruction()) instanceof IincInsnNode step)
                || step.incr != 1) {
            return false;
        }
        AbstractInsnNode head = ((JumpInsnNode) back.instruction()).label;
        AbstractInsnNode load = Code.next(head);
        if (load == null || load.getOpcode() != Opcodes.ILOAD || ((VarInsnNode) load).var != step.var) {
            return false;
        }
        AbstractInsnNode store = Code.previous(head);
        AbstractInsnNode start = store == null ? null : Code.previous(store);
        if (store == null
                || store.getOpcode() != Opcodes.ISTORE
                || ((VarInsnNode) store).var != step.var
                || Code.constant(start) < 0) {
            return false;
        }
        AbstractInsnNode test = bound(Code.next(load), start, back);
        return test != null && leaves(test, back) && closed(code.indexOf(start), back) && plain(back, step);
    }

    // The instruction behind the bound; null if the loop is not bounded.
    private AbstractInsnNode bound(AbstractInsnNode bound, AbstractInsnNode start, Jump back) {
        if (bound == null) {
            return null;
        }
        int number = Code.constant(bound);
        if (number >= 0) {
            return number <= MOST_TURNS ? Code.next(bound) : null;
        }
        AbstractInsnNode next = Code.next(bound);
        if (bound.getOpcode() == Opcodes.ALOAD && next != null && next.getOpcode() == Opcodes.ARRAYLENGTH) {
            return Code.next(next);
        }
        boolean length = bound.getOpcode() == Opcodes.ILOAD
                && holdsLength(((VarInsnNode) bound).var, Code.previous(start))
                && !writes(((VarInsnNode) bound).var, back);
        return length ? next : null;
    }

    private boolean holdsLength(int variable, AbstractInsnNode store) {
        return store instanceof VarInsnNode length
                && length.getOpcode() == Opcodes.ISTORE
                && length.var == variable
                && Code.previous(length) != null
                && Code.previous(length).getOpcode() == Opcodes.ARRAYLENGTH
                && entered(code.indexOf(length), code.indexOf(length) + 1);
    }

    private static boolean leaves(AbstractInsnNode test, Jump back) {
        return test.getOpcode() == Opcodes.IF_ICMPGE && Code.next(((JumpInsnNode) test).label) != null;
    }

    // Nothing jumps into the loop but itself, and it goes back in one place only.
    private boolean closed(int start, Jump back) {
        for (Jump jump : jumps) {
            boolean inside = jump.from() > start && jump.from() <= back.from();
            boolean into = jump.to() > start && jump.to() <= back.from();
            if (into && !inside || inside && jump.backward() && jump != back) {
                return false;
            }
        }
        return handlers.stream().noneMatch(handler -> handler > start && handler <= back.from());
    }

    // Nothing enters between two places but by running on.
    private boolean entered(int from, int to) {
        return jumps.stream().noneMatch(jump -> jump.to() > from - 2 && jump.to() <= to)
                && handlers.stream().noneMatch(handler -> handler > from - 2 && handler <= to);
    }

    private boolean plain(Jump back, IincInsnNode step) {
        int count = 0;
        for (int i = back.to(); i < back.from(); i++) {
            AbstractInsnNode node = code.get(i);
            if (Code.real(node)) {
                count++;
                if (costly(node.getOpcode()) || node != step && writesTo(node, step.var)) {
                    return false;
                }
            }
        }
        return count <= MOST_INSTRUCTIONS;
    }

    private static boolean costly(int opcode) {
        return switch (opcode) {
            case Opcodes.INVOKEVIRTUAL,
                    Opcodes.INVOKESPECIAL,
                    Opcodes.INVOKESTATIC,
                    Opcodes.INVOKEINTERFACE,
                    Opcodes.INVOKEDYNAMIC,
                    Opcodes.NEW,
                    Opcodes.NEWARRAY,
                    Opcodes.ANEWARRAY,
                    Opcodes.MULTIANEWARRAY,
                    Opcodes.MONITORENTER,
                    Opcodes.MONITOREXIT -> true;
            default -> false;
        };
    }

    private boolean writes(int variable, Jump back) {
        for (int i = back.to(); i < back.from(); i++) {
            if (writesTo(code.get(i), variable)) {
                return true;
            }
        }
        return false;
    }

    // A store of two words reaches the next variable as well.
    private static boolean writesTo(AbstractInsnNode node, int variable) {
        if (node instanceof IincInsnNode step) {
            return step.var == variable;
        }
        int opcode = node.getOpcode();
        if (opcode < Opcodes.ISTORE || opcode > Opcodes.ASTORE) {
            return false;
        }
        int stored = ((VarInsnNode) node).var;
        boolean wide = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE;
        return stored == variable || wide && stored + 1 == variable;
    }
}
