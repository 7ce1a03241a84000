package org.archipel.sandbox.internal.rewrite.weave;

import java.util.Arrays;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;

/** Bounds the arrays that code makes. */
final class ArrayWeaver {
    private static final int SMALL = 1 << 14;

    private ArrayWeaver() {}

    /** {@code newarray} and {@code anewarray}. */
    static void weave(Site site, AbstractInsnNode creation) {
        int size = Code.constant(Code.previous(creation));
        if (size >= 0 && size <= SMALL && falls(creation)) {
            return;
        }
        InsnList code = new InsnList();
        code.add(new IntInsnNode(Opcodes.BIPUSH, elementSize(creation)));
        code.add(Guards.call("Sizes", "array", "(II)I"));
        site.method().instructions.insertBefore(creation, code);
    }

    // Whether nothing jumps between the constant and the creation.
    private static boolean falls(AbstractInsnNode creation) {
        return creation.getPrevious() == Code.previous(creation);
    }

    private static int elementSize(AbstractInsnNode creation) {
        if (!(creation instanceof IntInsnNode primitive)) {
            return 4;
        }
        return switch (primitive.operand) {
            case Opcodes.T_LONG, Opcodes.T_DOUBLE -> 8;
            case Opcodes.T_INT, Opcodes.T_FLOAT -> 4;
            case Opcodes.T_SHORT, Opcodes.T_CHAR -> 2;
            default -> 1;
        };
    }

    /** {@code multianewarray}: the product of the dimensions counts. */
    static void weave(Site site, MultiANewArrayInsnNode creation) {
        Type[] dimensions = new Type[creation.dims];
        Arrays.fill(dimensions, Type.INT_TYPE);
        Locals sizes = site.locals(dimensions);
        InsnList code = new InsnList();
        sizes.store(code);
        code.add(new InsnNode(Opcodes.LCONST_1));
        for (int i = 0; i < creation.dims; i++) {
            code.add(sizes.loadOne(i));
            code.add(Guards.call("Sizes", "multiply", "(JI)J"));
        }
        code.add(new InsnNode(Opcodes.POP2));
        sizes.load(code);
        site.method().instructions.insertBefore(creation, code);
    }
}
