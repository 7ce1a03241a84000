package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class OtherClassesTest {
    private static byte[] mentioning(String name, String others, int count) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        for (int i = 0; i < count; i++) {
            type.newClass(others + i);
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private static PackageClass file(String name, byte[] bytes) {
        return new PackageClass("", name + ".class", bytes);
    }

    @Test
    void aPackageThatMentionsTooManyClassesOfOthersIsRefused() {
        Problems problems = new Problems();
        OtherClasses.of(
                List.of(
                        file("com/acme/A", mentioning("com/acme/A", "java/a/A", 12_000)),
                        file("com/acme/B", mentioning("com/acme/B", "java/b/B", 12_000))),
                problems);

        assertThat(problems.hasErrors()).isTrue();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.rule().id()).isEqualTo("class.mentions");
            assertThat(problem.location()).isEqualTo("com/acme/B.class");
            assertThat(problem.message()).contains("more than 20000 classes that are not in it");
        });
    }

    @Test
    void classesOfThePackageItselfAreNotCounted() {
        List<PackageClass> classes = new ArrayList<>();
        for (int i = 0; i < 21_000; i++) {
            classes.add(file("com/acme/C" + i, mentioning("com/acme/C" + i, "java/a/A", 0)));
        }
        classes.add(file("com/acme/All", mentioning("com/acme/All", "com/acme/C", 21_000)));
        Problems problems = new Problems();

        assertThat(OtherClasses.of(classes, problems)).containsExactly("java.lang.Object");
        assertThat(problems.hasErrors()).isFalse();
    }

    @Test
    void aDescriptorThatIsNoneIsAnErrorAlsoWhereNothingUsesIt() {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/A", null, "java/lang/Object", null);
        type.newNameType("f", "M)V");
        Problems problems = new Problems();

        OtherClasses.of(List.of(file("com/acme/A", type.toByteArray())), problems);

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.rule().id()).isEqualTo("class.not-rewritable");
            assertThat(problem.location()).isEqualTo("com/acme/A.class");
        });
    }
}
