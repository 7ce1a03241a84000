package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.guard.Dimensions;
import org.objectweb.asm.ClassReader;

/**
 * Finds arrays of many dimensions among the constants of a class: the types of its code, its members, its generic signatures and the
 * values of its annotations are all there.
 */
final class DeepArrays {
    private static final int UTF8 = 1;
    private static final String ELEMENTS = "BCDFIJLSTZ";

    private DeepArrays() {}

    static boolean in(ClassReader type) {
        for (int i = 1; i < type.getItemCount(); i++) {
            int item = type.getItem(i);
            if (item != 0 && type.readByte(item - 1) == UTF8 && deep(type, item)) {
                return true;
            }
        }
        return false;
    }

    // A text of the extension's own may have as many brackets.
    private static boolean deep(ClassReader type, int item) {
        int end = item + 2 + type.readUnsignedShort(item);
        int dimensions = 0;
        for (int i = item + 2; i < end; i++) {
            int letter = type.readByte(i);
            if (dimensions > Dimensions.MOST && ELEMENTS.indexOf(letter) >= 0) {
                return true;
            }
            dimensions = letter == '[' ? dimensions + 1 : 0;
        }
        return false;
    }
}
