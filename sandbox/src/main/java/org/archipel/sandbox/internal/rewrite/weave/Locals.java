package org.archipel.sandbox.internal.rewrite.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Takes values from the stack into local variables past those of the method, and puts them back. No frame knows these variables,
 * so what lies between must run straight on.
 */
final class Locals {
    private final int first;
    private final Type[] types;

    /** @param types of the values, deepest first */
    Locals(int first, Type[] types) {
        this.first = first;
        this.types = types.clone();
    }

    /** The first variable past these. */
    int next() {
        int next = first;
        for (Type type : types) {
            next += type.getSize();
        }
        return next;
    }

    void store(InsnList code) {
        int variable = next();
        for (int i = types.length - 1; i >= 0; i--) {
            variable -= types[i].getSize();
            code.add(new VarInsnNode(types[i].getOpcode(Opcodes.ISTORE), variable));
        }
    }

    void load(InsnList code) {
        int variable = first;
        for (Type type : types) {
            code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), variable));
            variable += type.getSize();
        }
    }

    /** Loads one of them again. */
    VarInsnNode loadOne(int index) {
        int variable = first;
        for (int i = 0; i < index; i++) {
            variable += types[i].getSize();
        }
        return new VarInsnNode(types[index].getOpcode(Opcodes.ILOAD), variable);
    }
}
