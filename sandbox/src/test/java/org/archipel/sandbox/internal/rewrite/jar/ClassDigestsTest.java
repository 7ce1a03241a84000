package org.archipel.sandbox.internal.rewrite.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.archipel.api.error.PlatformException;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassDigestsTest {
    private static byte[] mentioning(String name, String others, int count) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        for (int i = 0; i < count; i++) {
            type.newClass(others + i);
        }
        type.visitEnd();
        return type.toByteArray();
    }

    @Test
    void aPackageThatMentionsTooManyClassesOfOthersIsRefused() {
        Map<String, byte[]> classes = Map.of(
                "com.acme.A", mentioning("com/acme/A", "java/a/A", 12_000),
                "com.acme.B", mentioning("com/acme/B", "java/b/B", 12_000));

        assertThatThrownBy(() -> ClassDigests.of(classes))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("more than 20000 classes that are not in it");
    }

    @Test
    void classesOfThePackageItselfAreNotCounted() {
        Map<String, byte[]> classes = new HashMap<>();
        for (int i = 0; i < 21_000; i++) {
            classes.put("com.acme.C" + i, mentioning("com/acme/C" + i, "java/a/A", 0));
        }
        classes.put("com.acme.All", mentioning("com/acme/All", "com/acme/C", 21_000));

        assertThat(ClassDigests.of(classes).others()).containsExactly("java.lang.Object");
    }
}
