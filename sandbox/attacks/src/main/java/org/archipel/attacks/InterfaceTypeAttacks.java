package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP_X1;
import static org.objectweb.asm.Opcodes.H_GETFIELD;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SWAP;
import static org.objectweb.asm.Opcodes.V17;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the verifier does not look at: what stands for an interface may be any object; a class may be initialized and not made. */
final class InterfaceTypeAttacks {
    private static final int LEVELS = 40;

    private InterfaceTypeAttacks() {}

    private static void deepList(MethodVisitor code) {
        code.visitLdcInsn("a");
        for (int i = 0; i < LEVELS; i++) {
            code.visitInsn(DUP);
            code.visitMethodInsn(
                    INVOKESTATIC,
                    "java/util/List",
                    "of",
                    "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/List;",
                    true);
        }
    }

    @Attack(
            number = 383,
            title = "Lists that hold each other twice, joined as if they were a text",
            expected = Verdict.DENIED)
    static final class JoinedList implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle bootstrap = new Handle(
                    H_INVOKESTATIC,
                    "java/lang/invoke/StringConcatFactory",
                    "makeConcatWithConstants",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                            + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                    false);
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                deepList(code);
                code.visitInvokeDynamicInsn(
                        "makeConcatWithConstants", "(Ljava/lang/CharSequence;)Ljava/lang/String;", bootstrap, "\1!");
            }));
        }
    }

    @Attack(
            number = 383,
            title = "Lists that hold each other twice, in a record as if they were a comparator",
            expected = Verdict.DENIED)
    static final class HeldList implements CraftedAttack {
        private static final String HOLDER = "org/example/attacks/Holder";
        private static final String FIELD = "Ljava/util/Comparator;";
        private static final Handle BOOTSTRAP = new Handle(
                H_INVOKESTATIC,
                "java/lang/runtime/ObjectMethods",
                "bootstrap",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/TypeDescriptor;"
                        + "Ljava/lang/Class;Ljava/lang/String;[Ljava/lang/invoke/MethodHandle;)Ljava/lang/Object;",
                false);

        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound.type(HOLDER, holder()), HandmadeProbe.of(code -> {
                deepList(code);
                code.visitTypeInsn(NEW, HOLDER);
                code.visitInsn(DUP_X1);
                code.visitInsn(SWAP);
                code.visitMethodInsn(INVOKESPECIAL, HOLDER, "<init>", '(' + FIELD + ")V", false);
                code.visitMethodInsn(INVOKEVIRTUAL, HOLDER, "hashCode", "()I", false);
                code.visitInsn(POP);
                code.visitInsn(ACONST_NULL);
            }));
        }

        private static byte[] holder() {
            ClassWriter writer = new ClassWriter(0);
            int access = ACC_PUBLIC | ACC_FINAL | ACC_SUPER | Opcodes.ACC_RECORD;
            writer.visit(V17, access, HOLDER, null, "java/lang/Record", null);
            writer.visitRecordComponent("held", FIELD, null).visitEnd();
            writer.visitField(ACC_PRIVATE | ACC_FINAL, "held", FIELD, null, null)
                    .visitEnd();
            HandmadeProbe.method(writer, ACC_PUBLIC, "<init>", '(' + FIELD + ")V", code -> {
                code.visitVarInsn(ALOAD, 0);
                code.visitMethodInsn(INVOKESPECIAL, "java/lang/Record", "<init>", "()V", false);
                code.visitVarInsn(ALOAD, 0);
                code.visitVarInsn(ALOAD, 1);
                code.visitFieldInsn(PUTFIELD, HOLDER, "held", FIELD);
                code.visitInsn(RETURN);
            });
            HandmadeProbe.method(writer, ACC_PUBLIC | ACC_FINAL, "hashCode", "()I", code -> {
                code.visitVarInsn(ALOAD, 0);
                code.visitInvokeDynamicInsn(
                        "hashCode",
                        "(L" + HOLDER + ";)I",
                        BOOTSTRAP,
                        Type.getObjectType(HOLDER),
                        "held",
                        new Handle(H_GETFIELD, HOLDER, "held", FIELD, false));
                code.visitInsn(IRETURN);
            });
            writer.visitEnd();
            return writer.toByteArray();
        }
    }

    @Attack(
            number = 384,
            title = "A denied class of the JDK, first initialized where the stack ends",
            expected = Verdict.DENIED,
            by = "new java.rmi.server.UID")
    static final class InitializedAtTheEnd implements CraftedAttack {
        private static final String NAME = "deep";
        private static final String DESCRIPTOR = "()V";

        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> {
                                code.visitMethodInsn(INVOKESTATIC, HandmadeProbe.NAME, NAME, DESCRIPTOR, false);
                                code.visitInsn(ACONST_NULL);
                            },
                            writer -> HandmadeProbe.method(
                                    writer, ACC_PUBLIC | ACC_STATIC, NAME, DESCRIPTOR, InitializedAtTheEnd::deep)));
        }

        private static void deep(MethodVisitor code) {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            Label after = new Label();
            // Each level tries where the one below it had no room.
            code.visitTryCatchBlock(start, end, handler, "java/lang/StackOverflowError");
            code.visitLabel(start);
            code.visitMethodInsn(INVOKESTATIC, HandmadeProbe.NAME, NAME, DESCRIPTOR, false);
            code.visitLabel(end);
            code.visitJumpInsn(Opcodes.GOTO, after);
            code.visitLabel(handler);
            code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/StackOverflowError"});
            code.visitInsn(POP);
            code.visitTypeInsn(NEW, "java/rmi/server/UID");
            code.visitInsn(POP);
            code.visitLabel(after);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitInsn(RETURN);
        }
    }

    @Attack(
            number = 386,
            title = "A class that is called like one of arrays, for copies without end",
            expected = Verdict.REFUSED,
            by = "class.malformed")
    static final class CalledLikeAnArray implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            String name = "[Ljava/lang/Object;";
            ClassWriter writer = new ClassWriter(0);
            writer.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
            writer.visitEnd();
            sound.type(name, writer.toByteArray());
        }
    }
}
