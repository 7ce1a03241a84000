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
        boolean loops = false;
        for (Jump jump : jumps.all()) {
            if (jump.backward() && !shortLoops.closedBy(jump)) {
                loops = true;
                places.add(jump.instruction());
            }
        }
        if (loops || calls(code)) {
            code.insert(Code.checkpoint());
        }
        places.forEach(place -> code.insertBefore(place, Code.checkpoint()));
    }

    // A method that calls nothing cannot recur; its callers have checkpoints of their own.
    private static boolean calls(InsnList code) {
        for (AbstractInsnNode node : code) {
            if (node instanceof InvokeDynamicInsnNode || node instanceof MethodInsnNode call && !trivial(call)) {
                return true;
            }
        }
        return false;
    }

    private static boolean trivial(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESPECIAL && call.owner.equals("java/lang/Object");
    }
}
