package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.JSR;
import static org.objectweb.asm.Opcodes.MONITOREXIT;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RET;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;
import static org.objectweb.asm.Opcodes.V1_6;

import java.util.Arrays;
import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that no compiler writes. */
final class ClassFileAttacks {
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Handle EXIT = new Handle(H_INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);

    private static final Handle METAFACTORY = new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private ClassFileAttacks() {}

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

    @Attack(number = 46, title = "invokedynamic with a bootstrap of its own", expected = Verdict.REFUSED)
    static final class OwnBootstrap implements CraftedAttack {
        private static final String BOOTSTRAP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;";

        @Override
        public void craft(AttackPackage sound) {
            Handle bootstrap = new Handle(H_INVOKESTATIC, HandmadeProbe.NAME, "bootstrap", BOOTSTRAP, false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> code.visitInvokeDynamicInsn("call", "()Ljava/lang/Object;", bootstrap),
                            writer -> HandmadeProbe.method(
                                    writer, ACC_PUBLIC | ACC_STATIC, "bootstrap", BOOTSTRAP, code -> {
                                        code.visitInsn(ACONST_NULL);
                                        code.visitInsn(ARETURN);
                                    })));
        }
    }

    @Attack(number = 47, title = "A constant that calls System.getProperties", expected = Verdict.REFUSED)
    static final class Condy implements CraftedAttack {
        private static final Handle INVOKE = new Handle(
                H_INVOKESTATIC,
                "java/lang/invoke/ConstantBootstraps",
                "invoke",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                        + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        private static final Handle PROPERTIES =
                new Handle(H_INVOKESTATIC, "java/lang/System", "getProperties", "()Ljava/util/Properties;", false);

        @Override
        public void craft(AttackPackage sound) {
            ConstantDynamic constant = new ConstantDynamic("constant", "Ljava/lang/Object;", INVOKE, PROPERTIES);
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> code.visitLdcInsn(constant)));
        }
    }

    @Attack(number = 47, title = "A method handle as a constant", expected = Verdict.REFUSED)
    static final class HandleConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitLdcInsn(EXIT);
                code.visitInsn(ICONST_1);
                code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/MethodHandle", "invokeExact", "(I)V", false);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }

    @Attack(number = 80, title = "A class file that cannot be parsed", expected = Verdict.REFUSED)
    static final class Garbage implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            byte[] truncated = Arrays.copyOf(HandmadeProbe.of(code -> code.visitInsn(ACONST_NULL)), 150);
            HandmadeProbe.into(sound, truncated);
        }
    }

    @Attack(number = 81, title = "Class file version 50 with jsr", expected = Verdict.REFUSED)
    static final class Subroutine implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            byte[] old = HandmadeProbe.of(
                    V1_6,
                    code -> {
                        Label routine = new Label();
                        Label end = new Label();
                        code.visitJumpInsn(JSR, routine);
                        code.visitJumpInsn(Opcodes.GOTO, end);
                        code.visitLabel(routine);
                        code.visitVarInsn(ASTORE, 2);
                        code.visitVarInsn(RET, 2);
                        code.visitLabel(end);
                        code.visitInsn(ACONST_NULL);
                    },
                    writer -> {});
            HandmadeProbe.into(sound, old);
        }
    }

    @Attack(number = 82, title = "A handler that covers itself", expected = Verdict.REFUSED, by = "class.handler")
    static final class SelfCovering implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                Label start = new Label();
                Label handler = new Label();
                Label end = new Label();
                code.visitTryCatchBlock(start, end, handler, null);
                code.visitLabel(start);
                code.visitInsn(ACONST_NULL);
                code.visitInsn(ATHROW);
                code.visitLabel(handler);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
                code.visitInsn(ATHROW);
                code.visitLabel(end);
                neverReached(code);
            }));
        }
    }

    @Attack(
            number = 83,
            title = "Two handlers that cover each other, with monitorexit",
            expected = Verdict.REFUSED,
            by = "class.handler")
    static final class Mutual implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                Label first = new Label();
                Label second = new Label();
                Label end = new Label();
                Label start = new Label();
                code.visitTryCatchBlock(start, second, second, null);
                code.visitTryCatchBlock(second, end, first, null);
                code.visitLabel(start);
                code.visitInsn(ACONST_NULL);
                code.visitInsn(ATHROW);
                code.visitLabel(first);
                releaseNothing(code);
                code.visitLabel(second);
                releaseNothing(code);
                code.visitLabel(end);
                neverReached(code);
            }));
        }

        // Always fails, with what goes to the other handler.
        private static void releaseNothing(MethodVisitor code) {
            code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
            code.visitInsn(POP);
            code.visitInsn(ACONST_NULL);
            code.visitInsn(MONITOREXIT);
            code.visitInsn(ACONST_NULL);
            code.visitInsn(ATHROW);
        }
    }

    private static void neverReached(MethodVisitor code) {
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(ACONST_NULL);
    }

    @Attack(number = 87, title = "A method over the size limit once it has checkpoints", expected = Verdict.REFUSED)
    static final class HugeMethod implements CraftedAttack {
        private static final int LOOPS = 15_000;

        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitInsn(ICONST_0);
                code.visitVarInsn(ISTORE, 2);
                for (int i = 0; i < LOOPS; i++) {
                    Label back = new Label();
                    code.visitLabel(back);
                    if (i == 0) {
                        code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
                    } else {
                        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                    }
                    code.visitVarInsn(ILOAD, 2);
                    code.visitJumpInsn(IFNE, back);
                }
                code.visitInsn(ACONST_NULL);
            }));
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
            title = "A guard's entry point by a lambda",
            expected = Verdict.REFUSED,
            by = "org.archipel.guard")
    static final class GuardLambda implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            Handle install = new Handle(
                    H_INVOKESTATIC, "org/archipel/guard/Json", "install", "(Ljava/util/function/Consumer;)V", false);
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(code -> code.visitInvokeDynamicInsn(
                            "accept",
                            "()Ljava/util/function/Consumer;",
                            METAFACTORY,
                            Type.getMethodType("(Ljava/lang/Object;)V"),
                            install,
                            Type.getMethodType("(Ljava/util/function/Consumer;)V"))));
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
                        Opcodes.GETSTATIC,
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
                code.visitTypeInsn(Opcodes.NEW, "org/archipel/guard/ExtensionStoppedError");
                code.visitInsn(Opcodes.DUP);
                code.visitLdcInsn("forged");
                code.visitMethodInsn(
                        Opcodes.INVOKESPECIAL,
                        "org/archipel/guard/ExtensionStoppedError",
                        "<init>",
                        "(Ljava/lang/String;)V",
                        false);
                code.visitInsn(ATHROW);
                neverReached(code);
            }));
        }
    }

    @Attack(
            number = 179,
            title = "An annotation of a hundred thousand levels",
            expected = Verdict.REFUSED,
            by = "class.")
    static final class DeepAnnotation implements CraftedAttack {
        private static final int LEVELS = 100_000;

        @Override
        public void craft(AttackPackage sound) {
            byte[] probe = HandmadeProbe.of(V17, code -> code.visitInsn(ACONST_NULL), writer -> {
                ByteVector nested = new ByteVector();
                nested.putShort(1)
                        .putShort(writer.newUTF8("Ljava/lang/Deprecated;"))
                        .putShort(1);
                nested.putShort(writer.newUTF8("value"));
                for (int i = 0; i < LEVELS; i++) {
                    nested.putByte('[').putShort(1);
                }
                nested.putByte('[').putShort(0);
                writer.visitAttribute(new Raw("RuntimeVisibleAnnotations", nested));
            });
            HandmadeProbe.into(sound, probe);
        }

        /** An attribute whose bytes are given. */
        private static final class Raw extends Attribute {
            private final ByteVector content;

            Raw(String type, ByteVector content) {
                super(type);
                this.content = content;
            }

            @Override
            protected ByteVector write(ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
                return content;
            }
        }
    }

    @Attack(
            number = 180,
            title = "A method looked for in classes that extend each other",
            expected = Verdict.REFUSED,
            by = "its own parent")
    static final class CyclicClasses implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.type("org/example/attacks/One", extending("org/example/attacks/One", "org/example/attacks/Two"));
            sound.type("org/example/attacks/Two", extending("org/example/attacks/Two", "org/example/attacks/One"));
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitInsn(ACONST_NULL);
                code.visitMethodInsn(
                        INVOKEVIRTUAL, "org/example/attacks/One", "missing", "()Ljava/lang/Object;", false);
            }));
        }
    }

    @Attack(
            number = 180,
            title = "A class five thousand levels below Object",
            expected = Verdict.REFUSED,
            by = "too many")
    static final class DeepHierarchy implements CraftedAttack {
        private static final int LEVELS = 5_000;

        @Override
        public void craft(AttackPackage sound) {
            String above = "java/lang/Object";
            for (int i = 0; i < LEVELS; i++) {
                String name = "org/example/attacks/Level" + i;
                sound.type(name, extending(name, above));
                above = name;
            }
            String deepest = above;
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitTypeInsn(Opcodes.NEW, deepest);
                code.visitInsn(Opcodes.DUP);
                code.visitMethodInsn(Opcodes.INVOKESPECIAL, deepest, "<init>", "()V", false);
            }));
        }
    }

    private static byte[] extending(String name, String above) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, above, null);
        HandmadeProbe.method(writer, ACC_PUBLIC, "<init>", "()V", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, above, "<init>", "()V", false);
            code.visitInsn(RETURN);
        });
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Attack(number = 110, title = "Classes without end: a hundred thousand lambdas", expected = Verdict.KILLED)
    static final class ClassBomb implements CraftedAttack {
        private static final int CLASSES = 100;
        private static final int LAMBDAS = 1_000;

        @Override
        public void craft(AttackPackage sound) {
            for (int i = 0; i < CLASSES; i++) {
                sound.type(name(i), bomb(name(i)));
            }
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                for (int i = 0; i < CLASSES; i++) {
                    code.visitMethodInsn(INVOKESTATIC, name(i), "explode", "()V", false);
                }
                code.visitInsn(ACONST_NULL);
            }));
        }

        private static String name(int number) {
            return "org/example/attacks/Bomb" + number;
        }

        private static byte[] bomb(String name) {
            Type nothing = Type.getMethodType("()V");
            Handle body = new Handle(H_INVOKESTATIC, name, "body", "()V", false);
            ClassWriter writer = new ClassWriter(0);
            writer.visit(V17, ACC_PUBLIC, name, null, "java/lang/Object", null);
            HandmadeProbe.method(writer, ACC_PUBLIC | ACC_STATIC, "body", "()V", code -> code.visitInsn(RETURN));
            HandmadeProbe.method(writer, ACC_PUBLIC | ACC_STATIC, "explode", "()V", code -> {
                for (int i = 0; i < LAMBDAS; i++) {
                    code.visitInvokeDynamicInsn("run", "()Ljava/lang/Runnable;", METAFACTORY, nothing, body, nothing);
                    code.visitInsn(POP);
                }
                code.visitInsn(RETURN);
            });
            writer.visitEnd();
            return writer.toByteArray();
        }
    }
}
