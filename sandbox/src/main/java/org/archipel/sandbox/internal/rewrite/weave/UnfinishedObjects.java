package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Objects that a method has made and not constructed yet. Frames name each by the place where it is made, which moves when something is
 * put before it.
 */
final class UnfinishedObjects {
    private final InsnList code;
    private final Map<LabelNode, List<List<Object>>> named = new HashMap<>();

    /** @param method its frames are not to be added to or removed from afterwards */
    UnfinishedObjects(MethodNode method) {
        this.code = method.instructions;
        for (AbstractInsnNode node : code) {
            if (node instanceof FrameNode frame) {
                note(frame.local);
                note(frame.stack);
            }
        }
    }

    private void note(List<Object> types) {
        if (types != null) {
            types.stream()
                    .filter(LabelNode.class::isInstance)
                    .distinct()
                    .forEach(label -> named.computeIfAbsent((LabelNode) label, key -> new ArrayList<>())
                            .add(types));
        }
    }

    /** Puts code before an instruction that makes an object; whoever jumps there comes by it. */
    void insertBefore(TypeInsnNode making, InsnList first) {
        LabelNode place = new LabelNode();
        for (AbstractInsnNode node = making.getPrevious();
                node != null && !Code.real(node);
                node = node.getPrevious()) {
            if (node instanceof LabelNode before) {
                move(before, place);
            }
        }
        first.add(place);
        code.insertBefore(making, first);
    }

    private void move(LabelNode before, LabelNode place) {
        List<List<Object>> frames = named.remove(before);
        if (frames != null) {
            frames.forEach(types -> types.replaceAll(type -> type == before ? place : type));
            named.computeIfAbsent(place, key -> new ArrayList<>()).addAll(frames);
        }
    }
}
