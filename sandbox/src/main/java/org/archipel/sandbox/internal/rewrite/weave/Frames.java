package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The stack map frames of a method, each written out whole instead of as a difference to the one before, so that some of them can be
 * changed.
 */
final class Frames {
    // Whole frames of a hostile method could take more memory than there is.
    private static final int MOST_ENTRIES = 200_000;

    private Frames() {}

    /** Writes out all frames; false, and nothing is changed, if that would be too large. */
    static boolean writeOut(String owner, MethodNode method) {
        List<FrameNode> frames = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof FrameNode frame) {
                frames.add(frame);
            }
        }
        if ((long) frames.size() * method.maxLocals > MOST_ENTRIES) {
            return false;
        }
        List<Object> locals = atStart(owner, method);
        for (FrameNode frame : frames) {
            locals = locals(frame, locals);
            frame.stack = stack(frame);
            frame.local = new ArrayList<>(locals);
            frame.type = Opcodes.F_FULL;
        }
        return true;
    }

    private static List<Object> atStart(String owner, MethodNode method) {
        List<Object> locals = new ArrayList<>();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            locals.add(method.name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : owner);
        }
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            locals.add(entry(argument));
        }
        return locals;
    }

    private static Object entry(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.OBJECT, Type.ARRAY -> type.getInternalName();
            default -> Opcodes.INTEGER;
        };
    }

    private static List<Object> locals(FrameNode frame, List<Object> before) {
        return switch (frame.type) {
            case Opcodes.F_SAME, Opcodes.F_SAME1 -> before;
            case Opcodes.F_CHOP -> before.subList(0, before.size() - frame.local.size());
            case Opcodes.F_APPEND -> {
                List<Object> more = new ArrayList<>(before);
                more.addAll(frame.local);
                yield more;
            }
            default -> frame.local;
        };
    }

    private static List<Object> stack(FrameNode frame) {
        return frame.type == Opcodes.F_SAME1 || frame.type == Opcodes.F_FULL
                ? new ArrayList<>(frame.stack)
                : new ArrayList<>();
    }

    /** A frame like a whole one, at another place. */
    static FrameNode copy(FrameNode frame) {
        return new FrameNode(
                Opcodes.F_FULL, frame.local.size(), frame.local.toArray(), frame.stack.size(), frame.stack.toArray());
    }

    /** Adds a variable that holds a number, past those that a whole frame has. */
    static void addNumber(FrameNode frame, int variable) {
        int next = 0;
        for (Object local : frame.local) {
            next += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; next < variable; next++) {
            frame.local.add(Opcodes.TOP);
        }
        frame.local.add(Opcodes.INTEGER);
    }
}
