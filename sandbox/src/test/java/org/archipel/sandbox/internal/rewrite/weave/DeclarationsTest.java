package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A call is judged by the declaration that the JVM chooses, whatever the package declares beside it. */
class DeclarationsTest extends MadeClasses {
    private void bag(String... interfaces) {
        type(ACC_SUPER, BAG, LIST, List.of(interfaces), type -> {});
    }

    /** A sample that calls the method of a new bag. */
    private Woven calling(int opcode, String owner) {
        type(
                ACC_SUPER,
                SAMPLE,
                OBJECT,
                List.of(),
                type -> method(type, ACC_PUBLIC | ACC_STATIC, "run", "()Ljava/lang/Object;", code -> {
                    code.visitTypeInsn(NEW, BAG);
                    code.visitInsn(DUP);
                    code.visitMethodInsn(INVOKESPECIAL, BAG, "<init>", "()V", false);
                    code.visitMethodInsn(opcode, owner, PARALLEL, STREAM, opcode == INVOKEINTERFACE);
                    code.visitInsn(ARETURN);
                }));
        return Woven.of(classes, "");
    }

    private static void runsParallel(Woven woven) {
        assertThat(((Stream<?>) woven.runPlain()).isParallel()).isTrue();
    }

    private static void denied(Woven woven) {
        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class).hasMessageContaining(PARALLEL);
    }

    @ParameterizedTest
    @ValueSource(ints = {ACC_PRIVATE, ACC_PRIVATE | ACC_STATIC, ACC_PUBLIC | ACC_STATIC})
    void whatAnInterfaceKeepsForItselfIsNotInherited(int access) {
        face(LOOK, List.of("java/util/Collection"), type -> method(type, access, PARALLEL, STREAM, MadeClasses::none));
        bag(LOOK);
        Woven woven = calling(INVOKEVIRTUAL, BAG);

        runsParallel(woven);
        denied(woven);
    }

    @Test
    void theStrictestOfTwoThatAreDeclaredApartCounts() {
        face(LOOK, List.of(), type -> method(type, ABSTRACT, PARALLEL, STREAM, MadeClasses::none));
        face("com/acme/Many", empty(400), type -> {});
        type(ACC_SUPER | ACC_ABSTRACT, "com/acme/Base", LIST, List.of(LOOK, "com/acme/Many"), type -> {});
        type(
                ACC_SUPER,
                BAG,
                "com/acme/Base",
                List.of(),
                type -> method(type, ACC_PUBLIC, "got", STREAM, code -> {
                    code.visitVarInsn(ALOAD, 0);
                    code.visitMethodInsn(INVOKEVIRTUAL, "com/acme/Base", PARALLEL, STREAM, false);
                    code.visitInsn(ARETURN);
                }));
        Woven woven = calling(INVOKEVIRTUAL, BAG);

        runsParallel(woven);
        assertThat(woven.errors()).containsExactly("api.hidden-call");
        assertThat(woven.result().problems())
                .anySatisfy(problem ->
                        assertThat(problem.message()).contains("java.util.Collection.parallelStream", "denied"));
    }

    @Test
    void aThousandInterfacesHideNothing() {
        face(LOOK, List.of(), type -> method(type, ABSTRACT, PARALLEL, STREAM, MadeClasses::none));
        face("com/acme/Many", empty(1_000), type -> {});
        bag(LOOK, "com/acme/Many");
        Woven woven = calling(INVOKEVIRTUAL, BAG);

        runsParallel(woven);
        assertThat(woven.errors()).containsExactly("class.hierarchy");
    }

    @ParameterizedTest
    @CsvSource({"2, true", "8, true", "9, true", "2, false", "8, false", "10, false"})
    void whatAClassKeepsForItselfIsNotRunBehindAnInterface(int access, boolean above) {
        face(LOOK, List.of(), type -> method(type, ABSTRACT, PARALLEL, STREAM, MadeClasses::none));
        Consumer<ClassWriter> hiding = type -> method(type, access, PARALLEL, STREAM, MadeClasses::none);
        type(ACC_SUPER, "com/acme/Base", LIST, List.of(), above ? hiding : type -> {});
        type(ACC_SUPER, BAG, "com/acme/Base", List.of(LOOK), above ? type -> {} : hiding);
        Woven woven = calling(INVOKEINTERFACE, LOOK);

        runsParallel(woven);
        assertThat(woven.errors()).containsExactly("api.hidden-call");
    }

    /** As in libraries of collections: the narrower interface's method is the one that runs. */
    @Test
    void aNarrowerInterfaceOfItsOwnIsCalled() {
        Woven woven = Woven.sample("interface Ints extends List<Integer> {"
                + " default Stream<Integer> parallelStream() { return Stream.of(5); } }"
                + " static class Bag extends ArrayList<Integer> implements Ints {}"
                + " static Object run() { Ints ints = new Bag(); return new Bag().parallelStream().findFirst().get()"
                + " + ints.parallelStream().findFirst().get(); }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(10).isEqualTo(woven.runPlain());
    }

    /** The machine begins at the parent, though the class above it is named. */
    @Test
    void aSuperCallIsJudgedByWhatTheParentInherits() {
        Map<String, byte[]> compiled = Sources.compile(
                "com.acme.Sample",
                "package com.acme; public class Sample extends java.util.HashSet<Object> {"
                        + " public int hashCode() { return 1; } int hash() { return super.hashCode(); }"
                        + " static Object run() { Object d = \"a\"; for (int i = 0; i < 40; i++) d = java.util.List.of(d, d);"
                        + " Sample s = new Sample(); s.add(\"b\"); s.add(d); return s.hash(); } }");
        compiled.forEach((path, bytes) -> {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(bytes).accept(new Above(writer), 0);
            classes.put(path, writer.toByteArray());
        });
        Woven woven = Woven.of(classes, "");

        assertThat(woven.errors()).isEmpty();
        assertThat(named(woven)).containsExactly("java/util/HashSet");
    }

    private static List<String> named(Woven woven) {
        List<String> owners = new ArrayList<>();
        new ClassReader(woven.result().classes().get(0).bytes())
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String method, String type, boolean face) {
                                        if (opcode == INVOKESPECIAL && method.equals("hashCode")) {
                                            owners.add(owner);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return owners;
    }

    /** Names {@code Object} in super calls of {@code hashCode}. */
    private static final class Above extends ClassVisitor {
        private Above(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, thrown)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean face) {
                    String named = opcode == INVOKESPECIAL && method.equals("hashCode") ? OBJECT : owner;
                    super.visitMethodInsn(opcode, named, method, type, face);
                }
            };
        }
    }
}
