package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_BRIDGE;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.LambdaMetafactory;
import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls of what source code could not name, or hides. */
final class HandmadeCallAttacks {
    private HandmadeCallAttacks() {}

    @Attack(number = 30, title = "java.lang.foreign", expected = Verdict.REFUSED)
    static final class Foreign implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(code -> code.visitMethodInsn(
                            INVOKESTATIC,
                            "java/lang/foreign/Linker",
                            "nativeLinker",
                            "()Ljava/lang/foreign/Linker;",
                            true)));
        }
    }

    @Attack(
            number = 178,
            title = "The guards' own entry points",
            expected = Verdict.REFUSED,
            by = "org.archipel.guard.Json.install")
    static final class GuardEntry implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitInsn(ACONST_NULL);
                code.visitMethodInsn(
                        INVOKESTATIC, "org/archipel/guard/Json", "install", "(Ljava/util/function/Consumer;)V", false);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(
            number = 178,
            title = "Checkpoints that are disarmed",
            expected = Verdict.REFUSED,
            by = "org.archipel.guard.Checkpoint")
    static final class Disarm implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitFieldInsn(
                        GETSTATIC,
                        "org/archipel/guard/Checkpoint",
                        "controls",
                        "[Lorg/archipel/guard/Checkpoint$Control;");
                code.visitInsn(POP);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(
            number = 178,
            title = "A forged stop",
            expected = Verdict.REFUSED,
            by = "org.archipel.guard.ExtensionStoppedError")
    static final class ForgedStop implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitTypeInsn(NEW, "org/archipel/guard/ExtensionStoppedError");
                code.visitInsn(DUP);
                code.visitLdcInsn("forged");
                code.visitMethodInsn(
                        INVOKESPECIAL,
                        "org/archipel/guard/ExtensionStoppedError",
                        "<init>",
                        "(Ljava/lang/String;)V",
                        false);
                code.visitInsn(ATHROW);
                code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(
            number = 193,
            title = "A bridge of the compiler's that calls what is refused",
            expected = Verdict.REFUSED,
            by = "java.lang.System.load")
    static final class SyntheticBridge implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            int hidden = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC | ACC_BRIDGE;
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> {
                                code.visitMethodInsn(INVOKESTATIC, HandmadeProbe.NAME, "access$000", "()V", false);
                                code.visitInsn(ACONST_NULL);
                            },
                            writer -> HandmadeProbe.method(writer, hidden, "access$000", "()V", code -> {
                                code.visitLdcInsn("/lib/evil.so");
                                code.visitMethodInsn(
                                        INVOKESTATIC, "java/lang/System", "load", "(Ljava/lang/String;)V", false);
                                code.visitInsn(RETURN);
                            })));
        }
    }

    @Attack(
            number = 193,
            title = "A field of the JDK read in a loop that counts",
            expected = Verdict.DENIED,
            by = "java.lang.System.out")
    static final class FieldInLoop implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                Label head = new Label();
                Label end = new Label();
                code.visitInsn(ICONST_0);
                code.visitVarInsn(ISTORE, 2);
                code.visitLabel(head);
                code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
                code.visitVarInsn(ILOAD, 2);
                code.visitIntInsn(Opcodes.BIPUSH, 100);
                code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
                code.visitFieldInsn(GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
                code.visitInsn(POP);
                code.visitIincInsn(2, 1);
                code.visitJumpInsn(GOTO, head);
                code.visitLabel(end);
                code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(
            number = 255,
            title = "A stream on threads of the platform, by an interface of its own that a lambda is as well",
            expected = Verdict.REFUSED,
            by = "java.util.Collection.parallelStream")
    static final class HiddenByLambda implements CraftedAttack {
        private static final String LOOK = "org/example/attacks/Look";
        private static final String STREAM = "()Ljava/util/stream/Stream;";
        private static final String ITERATOR = "()Ljava/util/Iterator;";
        private static final Handle METAFACTORY = new Handle(
                H_INVOKESTATIC,
                "java/lang/invoke/LambdaMetafactory",
                "altMetafactory",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                false);

        @Override
        public void craft(AttackPackage sound) {
            Handle own = new Handle(H_INVOKESTATIC, HandmadeProbe.NAME, "made", ITERATOR, false);
            HandmadeProbe.into(
                    sound.type(LOOK, look()),
                    HandmadeProbe.of(
                            V17,
                            code -> {
                                code.visitInvokeDynamicInsn(
                                        "iterator",
                                        "()Ljava/util/Collection;",
                                        METAFACTORY,
                                        Type.getMethodType(ITERATOR),
                                        own,
                                        Type.getMethodType(ITERATOR),
                                        LambdaMetafactory.FLAG_MARKERS,
                                        1,
                                        Type.getObjectType(LOOK));
                                code.visitTypeInsn(CHECKCAST, LOOK);
                                code.visitMethodInsn(INVOKEINTERFACE, LOOK, "parallelStream", STREAM, true);
                            },
                            writer -> HandmadeProbe.method(writer, ACC_PUBLIC | ACC_STATIC, "made", ITERATOR, code -> {
                                code.visitInsn(ACONST_NULL);
                                code.visitInsn(ARETURN);
                            })));
        }

        private static byte[] look() {
            ClassWriter writer = new ClassWriter(0);
            writer.visit(V17, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT, LOOK, null, "java/lang/Object", null);
            writer.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "parallelStream", STREAM, null, null)
                    .visitEnd();
            writer.visitEnd();
            return writer.toByteArray();
        }
    }
}
