package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.archipel.sandbox.internal.rewrite.weave.Jumps.Jump;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts checkpoints where a method begins and where it jumps back; in counted loops, once for many turns. */
final class Checkpoints {
    // A method of nothing but loops is not to become too large.
    private static final int MOST_DOUBLED = 50;

    private Checkpoints() {}

    /**
     * @param own whether a call goes to a method of the package that has checkpoints
     * @return code that was there once and is there twice now, to be woven like the rest
     */
    static List<AbstractInsnNode> weave(Site site, Predicate<MethodInsnNode> own) {
        MethodNode method = site.method();
        InsnList code = method.instructions;
        Jumps jumps = new Jumps(code);
        CountedLoops counted = new CountedLoops(method, jumps);
        Set<AbstractInsnNode> places = new HashSet<>();
        List<CountedLoop> strips = new ArrayList<>();
        Map<AbstractInsnNode, Integer> bounded = new HashMap<>();
        for (Jump jump : jumps.all()) {
            if (jump.backward()) {
                Optional<CountedLoop> loop = counted.closedBy(jump, strips.size() < MOST_DOUBLED);
                if (loop.isEmpty()) {
                    places.add(jump.instruction());
                } else if (loop.get().bounded()) {
                    bounded.put(loop.get().start(), loop.get().work());
                } else {
                    strips.add(loop.get());
                }
            }
        }
        List<AbstractInsnNode> stretches = new Stretches(code, jumps, bounded, own).places(places);
        boolean leaf = leafConstructor(method);
        List<AbstractInsnNode> doubled = strip(site, strips, places);
        places.addAll(stretches);
        if (stretches.stream().anyMatch(Stretches::returns)) {
            doubled.stream().filter(Stretches::returns).forEach(places::add);
        }
        places.forEach(place -> code.insertBefore(place, Code.checkpoint()));
        if (!leaf) {
            code.insert(Code.checkpoint());
        }
        return doubled;
    }

    // One variable will do: these loops are not within each other.
    private static List<AbstractInsnNode> strip(Site site, List<CountedLoop> loops, Set<AbstractInsnNode> places) {
        List<AbstractInsnNode> doubled = new ArrayList<>();
        if (loops.isEmpty()) {
            return doubled;
        }
        if (Frames.writeOut(site.type().name, site.method())) {
            int limit = site.number();
            loops.forEach(loop -> doubled.addAll(loop.strip(site.method().instructions, limit)));
        } else {
            loops.forEach(loop -> places.add(loop.back()));
        }
        return doubled;
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
