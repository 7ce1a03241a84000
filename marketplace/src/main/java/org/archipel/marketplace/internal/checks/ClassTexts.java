package org.archipel.marketplace.internal.checks;

import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;

/** The texts in a class: its constants and names, a line each. In the file a length stands before each, which can be any letter. */
final class ClassTexts {
    private static final int UTF8 = 1;
    private static final int LENGTH = 2;

    private ClassTexts() {}

    /** As they are in the file, one character a byte; the whole file if it is no class after all. */
    static String of(byte[] content) {
        try {
            var texts = new StringBuilder(content.length);
            var reader = new ClassReader(content);
            for (int item = 1; item < reader.getItemCount(); item++) {
                int offset = reader.getItem(item);
                if (offset > 0 && reader.readByte(offset - 1) == UTF8) {
                    int length = reader.readUnsignedShort(offset);
                    texts.append(new String(content, offset + LENGTH, length, StandardCharsets.ISO_8859_1))
                            .append('\n');
                }
            }
            return texts.toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException noClass) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }
}
