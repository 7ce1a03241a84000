package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.archipel.sandbox.internal.rewrite.weave.Jumps.Jump;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Code that neither goes back nor calls methods of the package comes by no checkpoint, however often it has the JDK copy or make what
 * is large: eight thousand calls fit into a method. So some calls of a stretch have a checkpoint before them, and a method that called
 * the JDK has one where it returns: a thousand of them that called each other return one after the other. The same goes for loops of
 * few turns and for plain instructions, of which there may be many. Weights are in instructions.
 */
final class Stretches {
    /** What a stretch may hold. */
    private static final int MOST = 1 << 17;

    // Four of them, and what plain instructions there are between them.
    private static final int CALL = 32_000;
    private static final int SMALL_CALL = CALL / 4;
    private static final int PLAIN = 1;
    // What a method may leave to those that return after it.
    private static final int FEW = 1 << 8;
    // What so few bytes of code can make of arrays that are no larger is next to nothing.
    private static final int SMALL_ARRAY = 128;

    private final InsnList code;
    private final Map<AbstractInsnNode, List<Integer>> forward = new HashMap<>();
    private final Map<AbstractInsnNode, Integer> loops;
    private final Predicate<MethodInsnNode> own;

    /**
     * @param loops what loops without checkpoints take, by an instruction that stands before them
     * @param own whether a call goes to a method that has checkpoints of its own, where it begins and where it returns
     */
    Stretches(InsnList code, Jumps jumps, Map<AbstractInsnNode, Integer> loops, Predicate<MethodInsnNode> own) {
        this.code = code;
        this.loops = loops;
        this.own = own;
        for (Jump jump : jumps.all()) {
            if (!jump.backward()) {
                forward.computeIfAbsent(jump.instruction(), from -> new ArrayList<>())
                        .add(jump.to());
            }
        }
    }

    /**
     * Instructions that need a checkpoint before them.
     *
     * @param known those that have one
     */
    List<AbstractInsnNode> places(Set<AbstractInsnNode> known) {
        List<AbstractInsnNode> places = new ArrayList<>();
        int[] arriving = new int[code.size()];
        int length = 0;
        int index = 0;
        for (AbstractInsnNode node : code) {
            length = known.contains(node) ? 0 : Math.max(length, arriving[index]);
            int weight = weight(node);
            // Plain ones are never many at a time, and may stand in loops that are to have no checkpoint.
            if (weight > PLAIN && length + weight > MOST || length >= FEW && returns(node)) {
                places.add(node);
                length = 0;
            }
            length = node instanceof MethodInsnNode call && own.test(call) ? 0 : length + weight;
            for (int target : forward.getOrDefault(node, List.of())) {
                arriving[target] = Math.max(arriving[target], length);
            }
            if (ends(node)) {
                length = 0;
            }
            index++;
        }
        return places;
    }

    private int weight(AbstractInsnNode node) {
        if (node instanceof MethodInsnNode call) {
            return QuickCalls.trivial(call) || own.test(call) ? PLAIN : QuickCalls.small(call) ? SMALL_CALL : CALL;
        }
        if (loops.containsKey(node)) {
            return loops.get(node);
        }
        if (node instanceof InvokeDynamicInsnNode call) {
            return call.bsm.getOwner().endsWith("LambdaMetafactory") ? SMALL_CALL : CALL;
        }
        return switch (node.getOpcode()) {
            case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> isSmall(node) ? PLAIN : SMALL_CALL;
            case Opcodes.MULTIANEWARRAY, Opcodes.DREM, Opcodes.FREM -> SMALL_CALL;
            default -> Code.real(node) ? PLAIN : 0;
        };
    }

    private static boolean isSmall(AbstractInsnNode array) {
        AbstractInsnNode size = array.getPrevious();
        int length = Code.constant(size);
        return length >= 0 && length <= SMALL_ARRAY;
    }

    static boolean returns(AbstractInsnNode node) {
        return node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN;
    }

    private static boolean ends(AbstractInsnNode node) {
        return returns(node)
                || switch (node.getOpcode()) {
                    case Opcodes.GOTO, Opcodes.ATHROW, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> true;
                    default -> false;
                };
    }
}
