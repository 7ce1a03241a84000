package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.weave.Jumps.Jump;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds the loops that can do without a checkpoint in each turn, which would keep the compiler from vectorising them: innermost ones
 * that count towards a bound, neither the bound nor the step changing meanwhile, and call nothing that takes long. Whatever is doubtful
 * is none.
 */
final class CountedLoops {
    // What all turns of a loop without checkpoints may take, in instructions.
    private static final int FEW = 100_000;
    private static final int MOST_INSTRUCTIONS = 200;
    private static final int FEW_INSTRUCTIONS = 64;
    private static final int LONGEST_BOUND = 5;
    private static final int MOST_JUMPS = 1_000;

    private final InsnList code;
    private final List<Jump> jumps;
    private final Set<Integer> handlers = new HashSet<>();
    private final Set<Integer> ranges = new HashSet<>();

    CountedLoops(MethodNode method, Jumps jumps) {
        this.code = method.instructions;
        this.jumps = jumps.all();
        if (method.tryCatchBlocks != null) {
            for (TryCatchBlockNode block : method.tryCatchBlocks) {
                handlers.add(code.indexOf(block.handler));
                ranges.add(code.indexOf(block.start));
                ranges.add(code.indexOf(block.end));
            }
        }
    }

    /**
     * The loop that the backward jump closes; empty if it is another kind of loop.
     *
     * @param twice whether its body may be there twice, if that is small
     */
    Optional<CountedLoop> closedBy(Jump back, boolean twice) {
        if (jumps.size() > MOST_JUMPS || back.instruction().getOpcode() != Opcodes.GOTO) {
            return Optional.empty();
        }
        Optional<LoopStep> found = LoopStep.endingWith(Code.previous(back.instruction()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        LoopStep step = found.get();
        LabelNode head = ((JumpInsnNode) back.instruction()).label;
        AbstractInsnNode load = Code.next(head);
        FrameNode frame = frame(head, load);
        if (frame == null || load.getOpcode() != Opcodes.ILOAD || ((VarInsnNode) load).var != step.counter()) {
            return Optional.empty();
        }
        List<AbstractInsnNode> bound = bound(load);
        AbstractInsnNode test = Code.next(bound.isEmpty() ? load : bound.get(bound.size() - 1));
        if (!tests(bound, test) || !leaves(test, back) || !closed(back, step) || !plain(back, step, bound)) {
            return Optional.empty();
        }
        int work = isBounded(head, step, bound, test, back) ? work(head, bound, back) : CountedLoop.MANY;
        boolean small = twice && back.from() - back.to() <= FEW_INSTRUCTIONS && !cutsRange(back);
        return Optional.of(
                new CountedLoop((JumpInsnNode) back.instruction(), (JumpInsnNode) test, step, frame, work, small));
    }

    // A loop whose test jumps to somewhere within it would go on for ever.
    private boolean leaves(AbstractInsnNode test, Jump back) {
        return code.indexOf(((JumpInsnNode) test).label) > back.from();
    }

    // Whether what a handler covers begins or ends in the loop.
    private boolean cutsRange(Jump back) {
        return ranges.stream().anyMatch(place -> place > back.to() && place <= back.from());
    }

    private static FrameNode frame(LabelNode head, AbstractInsnNode load) {
        for (AbstractInsnNode node = head; node != null && node != load; node = node.getNext()) {
            if (node instanceof FrameNode frame) {
                return frame;
            }
        }
        return null;
    }

    // What computes the bound; empty for none, with which no test but one against zero goes.
    private static List<AbstractInsnNode> bound(AbstractInsnNode load) {
        List<AbstractInsnNode> bound = new ArrayList<>();
        AbstractInsnNode node = Code.next(load);
        while (node != null && computes(node) && bound.size() < LONGEST_BOUND) {
            bound.add(node);
            node = Code.next(node);
        }
        return bound;
    }

    private static boolean computes(AbstractInsnNode node) {
        return Code.constant(node) >= 0
                || switch (node.getOpcode()) {
                    case Opcodes.ILOAD,
                            Opcodes.ALOAD,
                            Opcodes.ARRAYLENGTH,
                            Opcodes.GETFIELD,
                            Opcodes.GETSTATIC,
                            Opcodes.IADD,
                            Opcodes.ISUB -> true;
                    default -> node instanceof MethodInsnNode call && QuickCalls.include(call);
                };
    }

    private static boolean tests(List<AbstractInsnNode> bound, AbstractInsnNode test) {
        return test instanceof JumpInsnNode
                && switch (test.getOpcode()) {
                    case Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT, Opcodes.IF_ICMPLE, Opcodes.IF_ICMPLT -> !bound.isEmpty();
                    case Opcodes.IFLE, Opcodes.IFLT -> bound.isEmpty();
                    default -> false;
                };
    }

    // Nothing jumps into the loop but itself, it goes back in one place only, and not without counting.
    private boolean closed(Jump back, LoopStep step) {
        int counted = code.indexOf(step.first());
        for (Jump jump : jumps) {
            boolean inside = jump.from() > back.to() && jump.from() <= back.from();
            boolean into = jump.to() > back.to() && jump.to() <= back.from();
            if (into && (!inside || jump.to() > counted) || inside && jump.backward() && !jump.equals(back)) {
                return false;
            }
        }
        return handlers.stream().noneMatch(handler -> handler > back.to() && handler <= back.from());
    }

    private boolean plain(Jump back, LoopStep step, List<AbstractInsnNode> bound) {
        boolean readsField = bound.stream().anyMatch(FieldInsnNode.class::isInstance);
        int count = 0;
        for (int i = back.to(); i < back.from(); i++) {
            AbstractInsnNode node = code.get(i);
            if (Code.real(node)) {
                count++;
                if (costly(node)
                        || node != step.last() && writes(node, step.counter())
                        || step.by() >= 0 && writes(node, step.by())
                        || changes(node, bound)
                        || readsField && puts(node)) {
                    return false;
                }
            }
        }
        return count <= MOST_INSTRUCTIONS;
    }

    private static boolean costly(AbstractInsnNode node) {
        return switch (node.getOpcode()) {
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESTATIC -> !QuickCalls.include((MethodInsnNode) node);
            case Opcodes.INVOKESPECIAL,
                    Opcodes.INVOKEINTERFACE,
                    Opcodes.INVOKEDYNAMIC,
                    Opcodes.NEW,
                    Opcodes.NEWARRAY,
                    Opcodes.ANEWARRAY,
                    Opcodes.MULTIANEWARRAY,
                    Opcodes.MONITORENTER,
                    Opcodes.MONITOREXIT,
                    // A large number by a small one takes as long as a thousand others.
                    Opcodes.DREM,
                    Opcodes.FREM -> true;
            default -> false;
        };
    }

    private static boolean puts(AbstractInsnNode node) {
        return node.getOpcode() == Opcodes.PUTFIELD || node.getOpcode() == Opcodes.PUTSTATIC;
    }

    private static boolean changes(AbstractInsnNode node, List<AbstractInsnNode> bound) {
        return bound.stream().anyMatch(part -> part instanceof VarInsnNode variable && writes(node, variable.var));
    }

    // A store of two words reaches the next variable as well.
    private static boolean writes(AbstractInsnNode node, int variable) {
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

    // From a constant up to a constant, entered by running on only.
    private boolean isBounded(
            LabelNode head, LoopStep step, List<AbstractInsnNode> bound, AbstractInsnNode test, Jump back) {
        AbstractInsnNode store = Code.previous(head);
        AbstractInsnNode start = store == null ? null : Code.previous(store);
        if (step.by() >= 0
                || step.constant() != 1
                || bound.size() != 1
                || test.getOpcode() != Opcodes.IF_ICMPGE
                || Code.constant(bound.get(0)) < 0
                || store == null
                || store.getOpcode() != Opcodes.ISTORE
                || ((VarInsnNode) store).var != step.counter()
                || Code.constant(start) < 0) {
            return false;
        }
        int from = code.indexOf(start);
        return jumps.stream().noneMatch(jump -> jump.to() > from && jump.to() <= back.to() && !jump.equals(back))
                && handlers.stream().noneMatch(handler -> handler > from && handler <= back.to());
    }

    // What all turns take, and the last test.
    private int work(LabelNode head, List<AbstractInsnNode> bound, Jump back) {
        int start = Code.constant(Code.previous(Code.previous(head)));
        long turns = Math.max(0L, (long) Code.constant(bound.get(0)) - start) + 1;
        long instructions = 0;
        for (int i = back.to(); i <= back.from(); i++) {
            instructions += Code.real(code.get(i)) ? 1 : 0;
        }
        return turns * instructions <= FEW ? (int) (turns * instructions) : CountedLoop.MANY;
    }
}
