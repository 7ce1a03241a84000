package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The jumps of a method, by the places of their instructions and targets. */
final class Jumps {
    private final List<Jump> all = new ArrayList<>();

    /** One jump; a switch has many. */
    record Jump(AbstractInsnNode instruction, int from, int to) {
        boolean backward() {
            return to <= from;
        }
    }

    Jumps(InsnList code) {
        for (AbstractInsnNode node : code) {
            for (LabelNode target : targets(node)) {
                all.add(new Jump(node, code.indexOf(node), code.indexOf(target)));
            }
        }
    }

    private static List<LabelNode> targets(AbstractInsnNode node) {
        if (node instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        if (node instanceof TableSwitchInsnNode table) {
            List<LabelNode> targets = new ArrayList<>(table.labels);
            targets.add(table.dflt);
            return targets;
        }
        if (node instanceof LookupSwitchInsnNode lookup) {
            List<LabelNode> targets = new ArrayList<>(lookup.labels);
            targets.add(lookup.dflt);
            return targets;
        }
        return List.of();
    }

    List<Jump> all() {
        return all;
    }
}
