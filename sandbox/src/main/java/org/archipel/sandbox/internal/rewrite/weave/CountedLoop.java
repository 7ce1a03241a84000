package org.archipel.sandbox.internal.rewrite.weave;

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
 * @param frame at its head
 * @param bounded whether it has few turns, whatever happens, and needs no checkpoint at all
 */
record CountedLoop(JumpInsnNode back, JumpInsnNode test, LoopStep step, FrameNode frame, boolean bounded) {
    /** Has the loop pass a checkpoint before each strip of turns, in place of each turn. */
    void strip(InsnList code, int limit) {
        if (hasBound()) {
            code.insertBefore(test, new InsnNode(Opcodes.DUP));
            code.insertBefore(test, new VarInsnNode(Opcodes.ISTORE, limit));
        }
        LabelNode body = new LabelNode();
        InsnList strip = new InsnList();
        strip.add(Code.checkpoint());
        strip.add(new VarInsnNode(Opcodes.ILOAD, step.counter()));
        strip.add(hasBound() ? new VarInsnNode(Opcodes.ILOAD, limit) : new InsnNode(Opcodes.ICONST_0));
        if (limiter().equals("below") && step.isOne()) {
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
