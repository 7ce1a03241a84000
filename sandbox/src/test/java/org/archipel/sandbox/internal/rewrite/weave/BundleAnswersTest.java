package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts by language that a class gives. */
class BundleAnswersTest extends MadeClasses {
    /** As high as a line of classes may be. */
    @Test
    void textsAreCopiedHoweverFarAboveTheirClassIs() {
        String parent = "java/util/ListResourceBundle";
        for (int i = 0; i < 200; i++) {
            String name = "com/acme/Texts" + i;
            type(
                    ACC_SUPER | ACC_ABSTRACT,
                    name,
                    parent,
                    List.of(),
                    type -> method(type, ACC_PUBLIC, "getContents", "()[[Ljava/lang/Object;", MadeClasses::none));
            parent = name;
        }
        Woven woven = Woven.of(classes, "");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.result().classes())
                .allSatisfy(type -> assertThat(new String(type.bytes(), StandardCharsets.ISO_8859_1))
                        .contains("org/archipel/guard/BundleNames"));
    }
}
