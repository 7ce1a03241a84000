package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A loop that counts and calls nothing that takes long.
 *
 * <pre>
 * head: iload i; bound; if_icmpge behind             head: iload i; bound; dup; istore limit; if_icmpge behind
 *   …                                                  checkpoint; limit = below(i, limit, step)
 *   step; goto head                       becomes    body:
 *                                                      …
 *                                                      step; iload i; iload limit; if_icmplt body; goto head
 * </pre>
 *
 * <p>A small one that counts up by one has a second body, for when no more than a strip of turns is left:
 *
 * <pre>
 *   checkpoint; if few(i, limit) { do { …; step } while (i &lt; limit); goto behind }; limit = below(i, limit)
 * </pre>
 *
 * The compiler takes a loop within a loop for one that is left soon, and would not vectorise a short one.
 *
 * @param frame at its head
 * @param work the instructions of all its turns, if they are few, whatever happens, and need no checkpoint; otherwise {@link #MANY}
 * @param small whether its body may be there twice
 */
record CountedLoop(JumpInsnNode back, JumpInsnNode test, LoopStep step, FrameNode frame, int work, boolean small) {
    /** More than goes without a checkpoint. */
    static final int MANY = Integer.MAX_VALUE;

    /** Whether it has few turns, whatever happens. */
    boolean bounded() {
        return work != MANY;
    }

    /** The instruction before a bounded one that puts what it begins to count with on the stack. */
    AbstractInsnNode start() {
        return Code.previous(Code.previous(back.label));
    }

    /**
     * Has the loop pass a checkpoint before each strip of turns, in place of each turn.
     *
     * @return the second body, to be woven like the first; empty if there is none
     */
    List<AbstractInsnNode> strip(InsnList code, int limit) {
        AbstractInsnNode first = test.getNext();
        if (hasBound()) {
            code.insertBefore(test, new InsnNode(Opcodes.DUP));
            code.insertBefore(test, new VarInsnNode(Opcodes.ISTORE, limit));
        }
        LabelNode body = new LabelNode();
        InsnList strip = new InsnList();
        strip.add(Code.checkpoint());
        List<AbstractInsnNode> second = new ArrayList<>();
        if (small && plainCount()) {
            secondBody(code, first, strip, limit, second);
        }
        strip.add(new VarInsnNode(Opcodes.ILOAD, step.counter()));
        strip.add(hasBound() ? new VarInsnNode(Opcodes.ILOAD, limit) : new InsnNode(Opcodes.ICONST_0));
        if (plainCount()) {
            strip.add(Guards.call("Strips", "below", "(II)I"));
        } else {
            strip.add(step.load());
            strip.add(Guards.call("Strips", limiter(), "(III)I"));
        }
        strip.add(new VarInsnNode(Opcodes.ISTORE, limit));
        strip.add(body);
        strip.add(Frames.copy(frame));
        // The body may begin with a frame of its own, and two of them must not be in one place.
        strip.add(new InsnNode(Opcodes.NOP));
        code.insert(test, strip);
        code.insertBefore(back, new VarInsnNode(Opcodes.ILOAD, step.counter()));
        code.insertBefore(back, new VarInsnNode(Opcodes.ILOAD, limit));
        code.insertBefore(back, new JumpInsnNode(up() ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT, body));
        for (AbstractInsnNode node = body; node != back; node = node.getNext()) {
            if (node instanceof FrameNode within) {
                Frames.addNumber(within, limit);
            }
        }
        return second;
    }

    private boolean plainCount() {
        return limiter().equals("below") && step.isOne();
    }

    private void secondBody(
            InsnList code, AbstractInsnNode first, InsnList strip, int limit, List<AbstractInsnNode> second) {
        Map<LabelNode, LabelNode> labels = new HashMap<>();
        for (AbstractInsnNode node : code) {
            if (node instanceof LabelNode label) {
                labels.put(label, label);
            }
        }
        for (AbstractInsnNode node = first; node != back; node = node.getNext()) {
            if (node instanceof LabelNode label) {
                labels.put(label, new LabelNode());
            }
        }
        LabelNode many = new LabelNode();
        LabelNode few = new LabelNode();
        strip.add(new VarInsnNode(Opcodes.ILOAD, step.counter()));
        strip.add(new VarInsnNode(Opcodes.ILOAD, limit));
        strip.add(Guards.call("Strips", "few", "(II)Z"));
        strip.add(new JumpInsnNode(Opcodes.IFEQ, many));
        place(strip, few, limit);
        for (AbstractInsnNode node = first; node != back; node = node.getNext()) {
            AbstractInsnNode copy = node.clone(labels);
            if (copy instanceof FrameNode within) {
                Frames.addNumber(within, limit);
            }
            strip.add(copy);
            second.add(copy);
        }
        strip.add(new VarInsnNode(Opcodes.ILOAD, step.counter()));
        strip.add(new VarInsnNode(Opcodes.ILOAD, limit));
        strip.add(new JumpInsnNode(Opcodes.IF_ICMPLT, few));
        strip.add(new JumpInsnNode(Opcodes.GOTO, test.label));
        place(strip, many, limit);
    }

    // Where code jumps to; what follows may begin with a frame of its own, and two of them must not be in one place.
    private void place(InsnList code, LabelNode label, int limit) {
        FrameNode here = Frames.copy(frame);
        Frames.addNumber(here, limit);
        code.add(label);
        code.add(here);
        code.add(new InsnNode(Opcodes.NOP));
    }

    private boolean hasBound() {
        return test.getOpcode() != Opcodes.IFLT && test.getOpcode() != Opcodes.IFLE;
    }

    private boolean up() {
        return test.getOpcode() == Opcodes.IF_ICMPGE || test.getOpcode() == Opcodes.IF_ICMPGT;
    }

    private String limiter() {
        return switch (test.getOpcode()) {
            case Opcodes.IF_ICMPGE -> "below";
            case Opcodes.IF_ICMPGT -> "upTo";
            case Opcodes.IF_ICMPLE, Opcodes.IFLE -> "above";
            default -> "downTo";
        };
    }
}
