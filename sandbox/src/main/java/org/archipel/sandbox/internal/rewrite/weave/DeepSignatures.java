package org.archipel.sandbox.internal.rewrite.weave;

import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * Finds generic types within each other in so many levels that whoever reads them, reflection or the platform, step by step within
 * itself, would run out of stack.
 */
final class DeepSignatures {
    static final int MOST = 100;

    private DeepSignatures() {}

    static boolean in(ClassNode type) {
        if (deep(type.signature)) {
            return true;
        }
        for (FieldNode field : type.fields) {
            if (deep(field.signature)) {
                return true;
            }
        }
        for (MethodNode method : type.methods) {
            if (deep(method.signature)) {
                return true;
            }
        }
        if (type.recordComponents != null) {
            for (RecordComponentNode component : type.recordComponents) {
                if (deep(component.signature)) {
                    return true;
                }
            }
        }
        return false;
    }

    // Arrays and inner classes are levels as well; those next to each other within one type are counted together.
    static boolean deep(String signature) {
        int open = 0;
        int others = 0;
        for (int i = 0; signature != null && i < signature.length(); i++) {
            switch (signature.charAt(i)) {
                case '<' -> open++;
                case '>' -> open--;
                case '[', '.' -> others++;
                case ';', ')' -> others = open <= 0 ? 0 : others;
                default -> {}
            }
            if (open + others > MOST) {
                return true;
            }
        }
        return false;
    }
}
