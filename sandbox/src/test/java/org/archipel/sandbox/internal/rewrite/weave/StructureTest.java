package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What no package may hold, from source and from class files that no compiler writes. */
class StructureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "native int size();                                                   | class.native-method",
                "protected void finalize() {}                                         | class.finalizer",
                "static class S extends java.net.Socket {}                            | api.extends",
                "static class L extends ClassLoader {}                                | api.extends",
                "static class D extends java.security.MessageDigest { D() { super(null); } protected void engineUpdate(byte b) {}"
                        + " protected void engineUpdate(byte[] b, int o, int l) {} protected byte[] engineDigest() { return null; }"
                        + " protected void engineReset() {} }                         | api.extends",
                "static void f() { System.load(\"x\"); }                              | api.refused",
                "static Object f() { return java.lang.ref.Cleaner.create(); }         | api.refused",
                "static void f() { org.archipel.guard.ThreadLocals.clear(); }         | api.refused",
                "static Object f() { return org.junit.jupiter.api.Assertions.class; } | api.not-listed",
                "org.junit.jupiter.api.Assertions field;                              | api.not-listed",
                "interface P { void ensureCapacity(int size); } static class A extends ArrayList<Integer> implements P {}"
                        + "                                                           | api.hidden-call",
                "@com.fasterxml.jackson.annotation.JsonTypeInfo(use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS) Object o;"
                        + "                                                           | json.class-names",
            })
    void refusesAtTheGate(String body, String rule) {
        assertThat(Woven.sample(body).errors()).contains(rule);
    }

    @Test
    void tellsClassMethodAndLine() {
        Map<String, byte[]> classes = Sources.compile("com.acme.Sample", """
                package com.acme;
                class Sample {
                    void start() {
                        System.loadLibrary("x");
                    }
                }
                """);

        assertThat(Woven.of(classes, "").result().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("com.acme.Sample.start (line 4)");
            assertThat(problem.message()).isEqualTo("java.lang.System.loadLibrary(java.lang.String): native code");
        });
    }

    @Test
    void deniesInLibrariesWhatItRefusesInOwnCode() {
        Map<String, byte[]> classes = Sources.compile(
                "com.acme.Sample",
                "package com.acme; class Sample { static class L extends ClassLoader {}"
                        + " static Object run() { return new L(); } }");

        Woven woven = Woven.of(classes, "lib/loader.jar!/");

        assertThat(woven.result().problems())
                .extracting(problem -> problem.rule().id())
                .containsOnly("library.api-denied");
        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class).hasMessageContaining("extending");
    }

    private static Woven made(Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        method.visitCode();
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return Woven.of(Map.of("com/acme/Sample.class", writer.toByteArray()), "");
    }

    @Test
    void refusesAHandlerThatCoversItself() {
        Woven woven = made(method -> {
            Label handler = new Label();
            Label end = new Label();
            method.visitTryCatchBlock(handler, end, handler, null);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitLabel(handler);
            method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
            method.visitInsn(Opcodes.POP);
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
            method.visitLabel(end);
        });

        assertThat(woven.errors()).contains("class.handler-cycle");
    }

    @Test
    void refusesHandlersThatCoverEachOther() {
        Woven woven = made(method -> {
            Label first = new Label();
            Label second = new Label();
            Label end = new Label();
            method.visitTryCatchBlock(first, second, second, null);
            method.visitTryCatchBlock(second, end, first, null);
            method.visitInsn(Opcodes.ACONST_NULL);
            for (Label handler : new Label[] {first, second}) {
                method.visitLabel(handler);
                method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
                method.visitInsn(Opcodes.POP);
                method.visitInsn(Opcodes.ACONST_NULL);
                method.visitInsn(Opcodes.ATHROW);
            }
            method.visitLabel(end);
        });

        assertThat(woven.errors()).contains("class.handler-cycle");
    }

    /** Each is compared with all that may cover it. */
    @Test
    void refusesVeryManyHandlersInVeryManyMethods() {
        Woven woven = Woven.of(Map.of("com/acme/Sample.class", manyHandlers()), "");
        assertThat(woven.errors()).isEmpty();

        Woven many = Woven.of(IntStream.range(0, 20)
                .mapToObj(i -> new PackageClass("lib/" + i + ".jar!/", "com/acme/Sample.class", manyHandlers()))
                .toList());
        assertThat(many.errors()).containsExactly("class.handler-cycle");
    }

    private static byte[] manyHandlers() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        method.visitCode();
        Label start = new Label();
        Label end = new Label();
        method.visitLabel(start);
        method.visitInsn(Opcodes.NOP);
        method.visitLabel(end);
        method.visitInsn(Opcodes.RETURN);
        for (int h = 0; h < 3_900; h++) {
            Label handler = new Label();
            method.visitTryCatchBlock(start, end, handler, null);
            method.visitLabel(handler);
            method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
            method.visitInsn(Opcodes.ATHROW);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void refusesForeignBootstrapsHandlesAndComputedConstants() {
        Handle lookup = new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        Handle exit = new Handle(Opcodes.H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);

        assertThat(made(method -> {
                            method.visitInvokeDynamicInsn("x", "()Ljava/lang/Object;", lookup);
                            method.visitInsn(Opcodes.ARETURN);
                        })
                        .errors())
                .contains("class.bootstrap");
        assertThat(made(method -> {
                            method.visitLdcInsn(exit);
                            method.visitInsn(Opcodes.ARETURN);
                        })
                        .errors())
                .contains("class.constant");
        assertThat(made(method -> {
                            method.visitLdcInsn(new ConstantDynamic("x", "Ljava/lang/Object;", lookup));
                            method.visitInsn(Opcodes.ARETURN);
                        })
                        .errors())
                .contains("class.constant");
    }

    @Test
    void refusesMethodsThatGrowTooLarge() {
        Woven woven = made(method -> {
            for (int i = 0; i < 10_000; i++) {
                Label back = new Label();
                method.visitLabel(back);
                method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                method.visitInsn(Opcodes.ICONST_0);
                method.visitJumpInsn(Opcodes.IFNE, back);
            }
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ARETURN);
        });

        assertThat(woven.errors()).containsExactly("class.method-too-large");
    }

    /** As the collections of libraries do: what looks at the arguments does so in a method of the class. */
    @Test
    void interfacesMayDeclareAgainWhatACollectionInherits() {
        Woven woven = Woven.sample("""
                interface Put<K, V> { void putAll(Map<? extends K, ? extends V> m); }
                interface Table<K, V> extends Map<K, V>, Put<K, V> { }
                static abstract class Base<K, V> implements Table<K, V> { }
                static class Kept extends HashMap<Object, Object> implements Table<Object, Object> { }
                interface Bag<E> extends Collection<E> { boolean containsAll(Collection<?> c); }
                static class Own extends AbstractList<Integer> implements Bag<Integer> {
                    public Integer get(int i) { return i; }
                    public int size() { return 3; }
                }
                static Object run() {
                    Put<Object, Object> put = new Kept();
                    put.putAll(Map.of("a", 1));
                    Bag<Integer> bag = new Own();
                    return put + " " + bag.containsAll(List.of(1, 2)) + bag.containsAll(List.of(1, 9));
                }
                """);

        assertThat(woven.errors()).as(woven.result().problems().toString()).isEmpty();
        assertThat(woven.run()).isEqualTo("{a=1} truefalse");
    }

    @Test
    void whatIsCalledThroughSuchAnInterfaceIsLookedAt() {
        Woven woven = Woven.sample("""
                interface Put<K, V> { void putAll(Map<? extends K, ? extends V> m); }
                static class Kept extends HashMap<Object, Object> implements Put<Object, Object> { }
                static Object run() {
                    Object held = "a";
                    for (int i = 0; i < 40; i++) { held = List.of(held, held); }
                    Map<Object, Object> map = new IdentityHashMap<>();
                    map.put(held, 1);
                    Put<Object, Object> put = new Kept();
                    put.putAll(map);
                    return put;
                }
                """);

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class);
    }
}
