package org.archipel.sandbox.internal.rewrite.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
                .extracting(ClassFacts::name)
                .containsExactly("Low");
        assertThat(hierarchy.declaringMethod("Others", "size", "()I"))
                .extracting(ClassFacts::name)
                .containsExactly("Apart", "Low");
    }

    private static List<String> names(List<ClassFacts> types) {
        return types.stream().map(ClassFacts::name).toList();
    }

    private void method(int access, String type, int flags, String parent, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access | Opcodes.ACC_ABSTRACT, type, null, parent, interfaces);
        writer.visitMethod(flags, "size", "()I", null, null).visitEnd();
        writer.visitEnd();
        hierarchy.add(writer.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.ACC_PRIVATE, Opcodes.ACC_STATIC, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC})
    void whatAnInterfaceKeepsForItselfIsNotInherited(int flags) {
        method(Opcodes.ACC_INTERFACE, "Own", flags, "java/lang/Object", "java/util/Collection");
        add(0, "Bag", false, "Own");

        assertThat(names(hierarchy.declaringMethod("Bag", "size", "()I"))).containsExactly("java/util/Collection");
        assertThat(names(hierarchy.declaringMethod("Own", "size", "()I"))).containsExactly("Own");
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.ACC_PRIVATE, Opcodes.ACC_STATIC})
    void whatAClassKeepsForItselfIsNamedButNotRunBehindAnInterface(int flags) {
        method(0, "Base", flags, "java/util/ArrayList");
        add(Opcodes.ACC_INTERFACE, "Look", true);
        method(0, "Bag", flags, "Base", "Look");

        assertThat(names(hierarchy.declaringMethod("Bag", "size", "()I"))).containsExactly("Bag");
        assertThat(names(hierarchy.selectedMethod(List.of("Bag"), new MemberKey("size", "()I"))))
                .containsExactly("java/util/ArrayList");
    }

    @Test
    void allThatAreDeclaredApartAreTold() {
        add(Opcodes.ACC_INTERFACE, "Look", true);
        add(Opcodes.ACC_INTERFACE, "Narrow", true, "java/util/List");
        add(0, "Bag", false, "Look", "java/util/Set");
        add(0, "Sack", false, "Narrow", "java/util/Collection");

        assertThat(names(hierarchy.declaringMethod("Bag", "size", "()I"))).containsExactly("Look", "java/util/Set");
        assertThat(names(hierarchy.declaringMethod("Sack", "size", "()I"))).containsExactly("Narrow");
    }

    @Test
    void interfacesInheritOnlyPublicMethodsOfObject() {
        add(Opcodes.ACC_INTERFACE, "Text", false, "java/text/CharacterIterator");

        assertThat(names(hierarchy.declaringMethod("Text", "clone", "()Ljava/lang/Object;")))
                .containsExactly("java/text/CharacterIterator");
        assertThat(names(hierarchy.declaringMethod("Text", "hashCode", "()I"))).containsExactly("java/lang/Object");
    }

    @Test
    void aMissingParentLeavesOpenWhatIsCalled() {
        add(0, "Bag", false, "java/util/Collection", "org/example/Missing");

        assertThat(hierarchy.declaringMethod("Bag", "size", "()I")).isEmpty();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFieldIsFoundAmongManyWaysUp() {
        add(Opcodes.ACC_INTERFACE, "L0", false);
        add(Opcodes.ACC_INTERFACE, "R0", false, "javax/crypto/SecretKey");
        for (int i = 1; i <= LEVELS; i++) {
            add(Opcodes.ACC_INTERFACE, "L" + i, false, "L" + (i - 1), "R" + (i - 1));
            add(Opcodes.ACC_INTERFACE, "R" + i, false, "L" + (i - 1), "R" + (i - 1));
        }

        assertThat(hierarchy.declaringField("L" + LEVELS, "missing", "I")).isEmpty();
        assertThat(hierarchy.declaringField("L" + LEVELS, "serialVersionUID", "J"))
                .hasValueSatisfying(facts -> assertThat(facts.name()).isEqualTo("javax/crypto/SecretKey"));
    }

    @Test
    void moreInterfacesThanAnySoundClassHasAreNoAnswer() {
        String[] all = IntStream.range(0, 501).mapToObj(i -> "Empty" + i).toArray(String[]::new);
        for (String name : all) {
            add(Opcodes.ACC_INTERFACE, name, false);
        }
        add(0, "Bag", false, Arrays.copyOf(all, 500));
        assertThat(hierarchy.tangled()).isEmpty();
        add(0, "Sack", false, all);

        assertThat(hierarchy.tangled()).contains("Sack");
        assertThatThrownBy(() -> hierarchy.declaringMethod("Sack", "size", "()I"))
                .isInstanceOf(EndlessSearchException.class);
    }
}
