package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashSet;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.weave.Jumps.Jump;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts checkpoints where a method begins and where it jumps back. */
final class Checkpoints {
    private Checkpoints() {}

    static void weave(MethodNode method) {
        InsnList code = method.instructions;
        Jumps jumps = new Jumps(code);
        ShortLoops shortLoops = new ShortLoops(method, jumps);
        Set<AbstractInsnNode> places = new HashSet<>();
        for (Jump jump : jumps.all()) {
            if (jump.backward() && !shortLoops.closedBy(jump)) {
                places.add(jump.instruction());
            }
        }
        boolean leaf = leafConstructor(method);
        places.forEach(place -> code.insertBefore(place, Code.checkpoint()));
        if (!leaf) {
            code.insert(Code.checkpoint());
        }
    }

    // Any other method may be what a loop of the JDK calls back: a hasNext that is always true.
    private static boolean leafConstructor(MethodNode method) {
        if (!method.name.equals("<init>")) {
            return false;
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof InvokeDynamicInsnNode || node instanceof MethodInsnNode call && !ofObject(call)) {
                return false;
            }
        }
        return true;
    }

    private static boolean ofObject(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESPECIAL && call.owner.equals("java/lang/Object");
    }
}
