package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Gives each exception handler a checkpoint, so that code which catches everything is still stopped: the checkpoint's error goes
 * from handler to handler and out of the method. That needs handlers that do not cover their own beginnings, one by one or in a
 * circle. Those that javac writes for {@code synchronized} and {@code finally} cover their first instructions; that part is cut, and
 * where a monitor is released, the checkpoint stands behind that.
 */
final class Handlers {
    private final MethodNode method;
    private final InsnList code;
    private final Map<LabelNode, AbstractInsnNode> checkpoints = new HashMap<>();

    Handlers(MethodNode method) {
        this.method = method;
        this.code = method.instructions;
    }

    /** How often it is asked of a part of the exception table whether it covers a handler. */
    long pairs() {
        if (method.tryCatchBlocks == null) {
            return 0;
        }
        long handlers = method.tryCatchBlocks.stream()
                .map(block -> block.handler)
                .distinct()
                .count();
        return handlers * method.tryCatchBlocks.size();
    }

    /** Cuts and checks the exception table; false if handlers cover each other. */
    boolean prepare() {
        if (method.tryCatchBlocks == null) {
            return true;
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            checkpoints.computeIfAbsent(block.handler, Handlers::place);
        }
        method.tryCatchBlocks.removeIf(this::cut);
        Map<LabelNode, Integer> states = new HashMap<>();
        return checkpoints.keySet().stream().noneMatch(handler -> cyclic(handler, states));
    }

    /** Puts the checkpoints in place. */
    void weave() {
        Set<AbstractInsnNode> done = new HashSet<>();
        for (AbstractInsnNode place : checkpoints.values()) {
            if (done.add(place)) {
                if (place.getOpcode() == Opcodes.MONITOREXIT) {
                    code.insert(place, Code.checkpoint());
                } else {
                    code.insertBefore(place, Code.checkpoint());
                }
            }
        }
    }

    // The first instruction, or the release of a monitor that only stores and loads of variables precede.
    private static AbstractInsnNode place(LabelNode handler) {
        AbstractInsnNode first = Code.next(handler);
        AbstractInsnNode node = first;
        while (node != null && quiet(node) && node.getOpcode() != Opcodes.MONITOREXIT) {
            node = Code.next(node);
        }
        return node != null && node.getOpcode() == Opcodes.MONITOREXIT ? node : first;
    }

    private static boolean quiet(AbstractInsnNode node) {
        return node.getOpcode() == Opcodes.ASTORE
                || node.getOpcode() == Opcodes.ALOAD
                || node.getOpcode() == Opcodes.MONITOREXIT;
    }

    // What an entry covers of its own handler, as long as that only stores and loads variables and releases monitors.
    private boolean cut(TryCatchBlockNode block) {
        int start = code.indexOf(block.start);
        int handler = code.indexOf(block.handler);
        if (code.indexOf(block.end) <= handler
                || start > code.indexOf(checkpoints.get(block.handler))
                || !quiet(start < handler ? block.handler : block.start, block.end)) {
            return false;
        }
        if (start < handler) {
            block.end = block.handler;
            return false;
        }
        return true;
    }

    private static boolean quiet(AbstractInsnNode from, AbstractInsnNode to) {
        for (AbstractInsnNode node = from; node != to; node = node.getNext()) {
            if (node == null || Code.real(node) && !quiet(node)) {
                return false;
            }
        }
        return true;
    }

    private boolean cyclic(LabelNode handler, Map<LabelNode, Integer> states) {
        Integer state = states.putIfAbsent(handler, 1);
        if (state != null) {
            return state == 1;
        }
        int from = code.indexOf(handler);
        int to = code.indexOf(checkpoints.get(handler));
        for (LabelNode next : covering(from, to)) {
            if (cyclic(next, states)) {
                return true;
            }
        }
        states.put(handler, 2);
        return false;
    }

    private List<LabelNode> covering(int from, int to) {
        return method.tryCatchBlocks.stream()
                .filter(block -> code.indexOf(block.start) <= to && from < code.indexOf(block.end))
                .map(block -> block.handler)
                .distinct()
                .toList();
    }
}
