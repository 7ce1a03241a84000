package org.archipel.sandbox.internal.rewrite.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class HierarchyTest {
    private static final int LEVELS = 60;

    private final Hierarchy hierarchy = new Hierarchy(new PlatformClasses(HostResources.present()));

    private void add(int access, String name, boolean declares, String... interfaces) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, access | Opcodes.ACC_ABSTRACT, name, null, "java/lang/Object", interfaces);
        if (declares) {
            type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "size", "()I", null, null)
                    .visitEnd();
        }
        type.visitEnd();
        hierarchy.add(type.toByteArray());
    }

    /** Two parents on each level make more ways up than anybody could go. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNarrowerDeclarationIsFoundAmongManyWaysUp() {
        add(Opcodes.ACC_INTERFACE, "Top", true);
        add(Opcodes.ACC_INTERFACE, "L0", false);
        add(Opcodes.ACC_INTERFACE, "R0", false, "Top");
        for (int i = 1; i <= LEVELS; i++) {
            add(Opcodes.ACC_INTERFACE, "L" + i, false, "L" + (i - 1), "R" + (i - 1));
            add(Opcodes.ACC_INTERFACE, "R" + i, false, "L" + (i - 1), "R" + (i - 1));
        }
        add(Opcodes.ACC_INTERFACE, "Apart", true);
        add(Opcodes.ACC_INTERFACE, "Low", true, "L" + LEVELS, "R" + LEVELS);
        add(0, "Both", false, "Top", "Low");
        add(0, "Others", false, "Apart", "Low");

        assertThat(hierarchy.declaringMethod("Both", "size", "()I"))
                .hasValueSatisfying(facts -> assertThat(facts.name()).isEqualTo("Low"));
        assertThat(hierarchy.declaringMethod("Others", "size", "()I")).isPresent();
    }
}
