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
 * circle. The one that javac writes around a {@code monitorexit} does; its entry is cut, and its checkpoint stands behind the
 * release of the monitor.
 */
final class Handlers {
    private final MethodNode method;
    private final InsnList code;
    private final Map<LabelNode, AbstractInsnNode> checkpoints = new HashMap<>();

    Handlers(MethodNode method) {
        this.method = method;
        this.code = method.instructions;
    }

    /** Cuts and checks the exception table; false if handlers cover each other. */
    boolean prepare() {
        if (method.tryCatchBlocks == null) {
            return true;
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            checkpoints.computeIfAbsent(block.handler, Handlers::place);
        }
        method.tryCatchBlocks.removeIf(this::releasesMonitor);
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

    // An entry that covers nothing but its own handler up to the release of the monitor, which would be tried for ever.
    private boolean releasesMonitor(TryCatchBlockNode block) {
        int handler = code.indexOf(block.handler);
        if (code.indexOf(block.start) < handler) {
            return false;
        }
        AbstractInsnNode node = block.start;
        for (; node != null && node != block.end; node = node.getNext()) {
            if (Code.real(node) && !quiet(node)) {
                return false;
            }
        }
        return node != null && code.indexOf(block.start) <= code.indexOf(checkpoints.get(block.handler));
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
