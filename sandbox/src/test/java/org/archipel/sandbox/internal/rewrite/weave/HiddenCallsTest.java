package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Interfaces of a package's own lead to no method of the JDK unseen, whatever makes the object. */
class HiddenCallsTest {
    private static final String IMPORTS =
            "package com.acme; import java.util.*; import java.util.stream.*; public class Sample { ";
    private static final String DEEP =
            "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); Look l = new M(); ";
    private static final String DEFAULTS =
            "default int size() { return 2; } default boolean isEmpty() { return false; }"
                    + " default boolean contains(Object o) { return false; } default Object[] toArray() { return null; }"
                    + " default <T> T[] toArray(T[] a) { return a; } default boolean add(Object o) { return false; }"
                    + " default boolean remove(Object o) { return false; } default boolean containsAll(Collection<?> c) { return false; }"
                    + " default boolean addAll(Collection<?> c) { return false; } default boolean removeAll(Collection<?> c) { return false; }"
                    + " default boolean retainAll(Collection<?> c) { return false; } default void clear() {} ";

    /** Gives the method {@code hidden} of the interface {@code Look} another name and no body, as no compiler would. */
    private static Woven renamed(String body, String name) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        Sources.compile("com.acme.Sample", IMPORTS + body + " }").forEach((path, bytes) -> {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(bytes).accept(new Renamer(writer, name), 0);
            classes.put(path, writer.toByteArray());
        });
        return Woven.of(classes, "");
    }

    private static final class Renamer extends ClassVisitor {
        private Renamer(ClassWriter writer, String name) {
            super(Opcodes.ASM9, new ClassRemapper(writer, new Remapper(Opcodes.ASM9) {
                @Override
                public String mapMethodName(String owner, String method, String descriptor) {
                    return method.equals("hidden") ? name : method;
                }
            }));
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            if (!name.equals("hidden")) {
                return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            super.visitMethod(access | Opcodes.ACC_ABSTRACT, name, descriptor, signature, exceptions)
                    .visitEnd();
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interface Bag extends Collection<Object>, Look { " + DEFAULTS + "} static Bag made() { return",
                "interface Bag extends Look, Collection<Object> { " + DEFAULTS
                        + "} interface Sack extends Bag {} static Sack made() { return",
                "interface Bag extends Collection<Object> { " + DEFAULTS + "} static Bag made() { return (Bag & Look)",
            })
    void aLambdaHidesNoStreamOnThreadsOfThePlatform(String made) {
        Woven woven = renamed(
                "interface Look { default Stream<Object> hidden() { return null; } } " + made
                        + " () -> List.<Object>of(1, 2).iterator(); }"
                        + " static Object run() { return ((Look) made()).hidden().isParallel(); }",
                "parallelStream");

        assertThat(woven.errors()).containsExactly("api.hidden-call");
    }

    @Test
    void aLoggerOfItsOwnHidesNoUnweighedText() {
        Woven woven = renamed(
                "interface Look { default void hidden(System.Logger.Level l, Object o) {} }"
                        + " static class M implements System.Logger, Look { public String getName() { return null; }"
                        + " public boolean isLoggable(System.Logger.Level l) { return true; }"
                        + " public void log(System.Logger.Level l, ResourceBundle b, String m, Throwable t) {}"
                        + " public void log(System.Logger.Level l, ResourceBundle b, String m, Object... p) {} }"
                        + " static Object run() { " + DEEP + "l.hidden(System.Logger.Level.INFO, d); return 1; }",
                "log");

        assertThat(woven.errors()).containsExactly("api.hidden-call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interface Look { boolean add(Object o); } static class M extends HashSet<Object> implements Look {}"
                        + " static Object run() { " + DEEP + "return l.add(d); }",
                "interface Look { void print(Object o); } static class M extends java.io.PrintWriter implements Look {"
                        + " M() { super(new java.io.StringWriter()); } }"
                        + " static Object run() { " + DEEP + "l.print(d); return 1; }",
            })
    void whatAClassInheritsIsWeighedBehindAnInterface(String body) {
        Woven woven = Woven.sample(body);

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interface Twice extends java.util.function.Function<Integer, Integer> {"
                        + " default <V> java.util.function.Function<Integer, V> andThen("
                        + "java.util.function.Function<? super Integer, ? extends V> f) { return x -> f.apply(apply(x)); } }"
                        + " static Object run() { Twice t = x -> x + x; return t.andThen(x -> x + 1).apply(2); }",
                "interface Named { default String name() { return \"n\"; } }"
                        + " static Object run() { var r = (Comparator<Integer> & Named) (a, b) -> 5; return r.compare(1, 2); }",
                "interface Sink { boolean add(Object o); } static class M extends HashSet<Object> implements Sink {}"
                        + " static Object run() { Sink s = new M(); s.add(1); return s.add(1) ? 0 : 5; }",
            })
    void interfacesOfItsOwnWorkAsTheyDid(String body) {
        Woven woven = Woven.sample(body);

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(5).isEqualTo(woven.runPlain());
    }
}
