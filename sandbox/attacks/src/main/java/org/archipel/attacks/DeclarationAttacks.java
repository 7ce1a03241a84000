package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Methods of the JDK behind declarations of the extension's own that the machine passes by. */
final class DeclarationAttacks {
    private static final String PACKAGE = "org/example/attacks/";
    private static final String BAG = PACKAGE + "Bag";
    private static final String LOOK = PACKAGE + "Look";
    private static final String MANY = PACKAGE + "Many";
    private static final String LIST = "java/util/ArrayList";
    private static final String OBJECT = "java/lang/Object";
    private static final String PARALLEL = "parallelStream";
    private static final String STREAM = "()Ljava/util/stream/Stream;";
    private static final int ABSTRACT = ACC_PUBLIC | ACC_ABSTRACT;

    private DeclarationAttacks() {}

    private static byte[] face(String name, Consumer<ClassWriter> members, String... parents) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ABSTRACT | ACC_INTERFACE, name, null, OBJECT, parents);
        members.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] bag(int access, String parent, Consumer<ClassWriter> members, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | ACC_SUPER | access, BAG, null, parent, interfaces);
        HandmadeProbe.method(writer, ACC_PUBLIC, "<init>", "()V", code -> {
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKESPECIAL, parent, "<init>", "()V", false);
            code.visitInsn(RETURN);
        });
        members.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void nothing(MethodVisitor code) {
        code.visitInsn(ACONST_NULL);
        code.visitInsn(ARETURN);
    }

    private static void stream(ClassWriter writer, int access) {
        if ((access & ACC_ABSTRACT) == 0) {
            HandmadeProbe.method(writer, access, PARALLEL, STREAM, DeclarationAttacks::nothing);
        } else {
            writer.visitMethod(access, PARALLEL, STREAM, null, null).visitEnd();
        }
    }

    private static byte[] calling(int opcode, String owner) {
        return HandmadeProbe.of(code -> {
            code.visitTypeInsn(NEW, BAG);
            code.visitInsn(DUP);
            code.visitMethodInsn(INVOKESPECIAL, BAG, "<init>", "()V", false);
            code.visitMethodInsn(opcode, owner, PARALLEL, STREAM, opcode == INVOKEINTERFACE);
        });
    }

    private static String[] empty(AttackPackage sound, int number) {
        String[] names =
                IntStream.range(0, number).mapToObj(i -> PACKAGE + "Empty" + i).toArray(String[]::new);
        for (String name : names) {
            sound.type(name, face(name, writer -> {}));
        }
        return names;
    }

    private static void keptByInterface(AttackPackage sound, int access) {
        HandmadeProbe.into(
                sound.type(LOOK, face(LOOK, writer -> stream(writer, access), "java/util/Collection"))
                        .type(BAG, bag(0, LIST, writer -> {}, LOOK)),
                calling(INVOKEVIRTUAL, BAG));
    }

    private static void keptByClass(AttackPackage sound, int access) {
        HandmadeProbe.into(
                sound.type(LOOK, face(LOOK, writer -> stream(writer, ABSTRACT)))
                        .type(BAG, bag(0, LIST, writer -> stream(writer, access), LOOK)),
                calling(INVOKEINTERFACE, LOOK));
    }

    @Attack(
            number = 310,
            title = "A stream on threads of the platform, behind a private method of an interface of its own",
            expected = Verdict.DENIED,
            by = "java.util.Collection.parallelStream")
    static final class PrivateInInterface implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            keptByInterface(sound, ACC_PRIVATE);
        }
    }

    @Attack(
            number = 310,
            title = "A stream on threads of the platform, behind a static method of an interface of its own",
            expected = Verdict.DENIED,
            by = "java.util.Collection.parallelStream")
    static final class StaticInInterface implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            keptByInterface(sound, ACC_PUBLIC | ACC_STATIC);
        }
    }

    @Attack(
            number = 311,
            title = "A stream on threads of the platform, behind a private method of its class and an interface",
            expected = Verdict.REFUSED,
            by = "java.util.Collection.parallelStream")
    static final class PrivateInClass implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            keptByClass(sound, ACC_PRIVATE);
        }
    }

    @Attack(
            number = 311,
            title = "A stream on threads of the platform, behind a static method of its class and an interface",
            expected = Verdict.REFUSED,
            by = "java.util.Collection.parallelStream")
    static final class StaticInClass implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            keptByClass(sound, ACC_PUBLIC | ACC_STATIC);
        }
    }

    @Attack(
            number = 312,
            title = "A stream on threads of the platform, behind a thousand interfaces",
            expected = Verdict.REFUSED,
            by = "class.hierarchy")
    static final class ThousandInterfaces implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            String[] empty = empty(sound, 1_000);
            HandmadeProbe.into(
                    sound.type(LOOK, face(LOOK, writer -> stream(writer, ABSTRACT)))
                            .type(MANY, face(MANY, writer -> {}, empty))
                            .type(BAG, bag(0, LIST, writer -> {}, LOOK, MANY)),
                    calling(INVOKEVIRTUAL, BAG));
        }
    }

    @Attack(
            number = 313,
            title = "Calls of what hundreds of interfaces declare that have hundreds above them",
            expected = Verdict.REFUSED,
            by = "class.hierarchy")
    static final class ManyWaysUp implements CraftedAttack {
        private static final int CALLS = 10_000;

        @Override
        public void craft(AttackPackage sound) {
            String[] empty = empty(sound, 500);
            String[] faces =
                    IntStream.range(0, 400).mapToObj(i -> PACKAGE + "Face" + i).toArray(String[]::new);
            for (String name : faces) {
                sound.type(name, face(name, writer -> stream(writer, ABSTRACT), empty));
            }
            Consumer<ClassWriter> calls = writer -> HandmadeProbe.method(writer, ACC_PUBLIC, "call", "()V", code -> {
                for (int i = 0; i < CALLS; i++) {
                    code.visitVarInsn(ALOAD, 0);
                    code.visitMethodInsn(INVOKEVIRTUAL, BAG, PARALLEL, STREAM, false);
                    code.visitInsn(POP);
                }
                code.visitInsn(RETURN);
            });
            HandmadeProbe.into(
                    sound.type(BAG, bag(ACC_ABSTRACT, OBJECT, calls, faces)),
                    HandmadeProbe.of(code -> code.visitInsn(ACONST_NULL)));
        }
    }
}
