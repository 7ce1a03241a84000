package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The machine lets any object stand for an interface: bytecode has a list where it says that there is a text. */
class InterfaceTypesTest {
    private static final String HELPER = "com/acme/Helper";
    private static final Handle CONCATENATION = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcatWithConstants",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;"
                    + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
            false);

    private static Woven sample(String helper, Consumer<MethodVisitor> body) {
        Map<String, byte[]> classes = new LinkedHashMap<>(Sources.compile(
                "com.acme.Helper",
                "package com.acme; import java.util.*; public class Helper { static Object deep() { Object d = \"a\";"
                        + " for (int i = 0; i < 40; i++) d = List.of(d, d); return d; } " + helper + " }"));
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        MethodVisitor run =
                type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        run.visitCode();
        run.visitMethodInsn(Opcodes.INVOKESTATIC, HELPER, "deep", "()Ljava/lang/Object;", false);
        body.accept(run);
        run.visitInsn(Opcodes.ARETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        classes.put("com/acme/Sample.class", type.toByteArray());
        return Woven.of(classes, "");
    }

    private static void assertRefused(Woven woven) {
        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("hold so many others");
    }

    @Test
    void aListIsWeighedWhereATextIsJoined() {
        assertRefused(sample(
                "",
                code -> code.visitInvokeDynamicInsn(
                        "makeConcatWithConstants",
                        "(Ljava/lang/CharSequence;)Ljava/lang/String;",
                        CONCATENATION,
                        "\1")));
    }

    @Test
    void aListIsWeighedWhereARecordHasAComparator() {
        assertRefused(sample(
                "record R(Comparator<?> c) {} static Object hash(Comparator<?> c) {" + " return new R(c).hashCode(); }",
                code -> code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, HELPER, "hash", "(Ljava/util/Comparator;)Ljava/lang/Object;", false)));
    }

    @Test
    void aListIsWeighedWhereATextIsAppended() {
        assertRefused(sample(
                "static Object add(CharSequence t) { return new StringJoiner(\",\").add(t).toString(); }",
                code -> code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, HELPER, "add", "(Ljava/lang/CharSequence;)Ljava/lang/Object;", false)));
    }

    @Test
    void aClassCalledLikeAnArrayDoesNotMakeCopiesOfArraysItsOwn() {
        String source = "package com.acme; public class Sample { static Object run() { Object[] a = new Object[9]; "
                + "a = a.clone(); ".repeat(40) + " return a; } }";
        Map<String, byte[]> classes = new LinkedHashMap<>(Sources.compile("com.acme.Sample", source));
        int passed = CheckpointsTest.passed(Woven.of(classes, ""));
        ClassWriter array = new ClassWriter(0);
        array.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "[Ljava/lang/Object;", null, "java/lang/Object", null);
        array.visitEnd();
        classes.put("[Ljava/lang/Object;.class", array.toByteArray());

        assertThat(CheckpointsTest.passed(Woven.of(classes, "")))
                .isEqualTo(passed)
                .isGreaterThan(5);
    }
}
