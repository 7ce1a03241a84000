package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.JSR;
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
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that are too large, too deep, too old, or none. */
final class ClassShapeAttacks {
    private ClassShapeAttacks() {}

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
                        code.visitJumpInsn(GOTO, end);
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

    @Attack(
            number = 81,
            title = "A preview of the running JDK's class file version",
            expected = Verdict.REFUSED,
            by = "65535")
    static final class Preview implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(V17 | Opcodes.V_PREVIEW, code -> code.visitInsn(ACONST_NULL), writer -> {}));
        }
    }

    @Attack(number = 81, title = "Class file version 52 with jsr", expected = Verdict.REFUSED)
    static final class NewerSubroutine implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            byte[] newer = HandmadeProbe.of(code -> code.visitInsn(ACONST_NULL));
            byte[] old = HandmadeProbe.of(V1_6, NewerSubroutine::jump, writer -> {});
            // The version of the one with the code of the other, which a writer refuses to make.
            System.arraycopy(newer, 4, old, 4, 4);
            old[7] = Opcodes.V1_8;
            HandmadeProbe.into(sound, old);
        }

        private static void jump(MethodVisitor code) {
            Label routine = new Label();
            Label end = new Label();
            code.visitJumpInsn(JSR, routine);
            code.visitJumpInsn(GOTO, end);
            code.visitLabel(routine);
            code.visitVarInsn(ASTORE, 2);
            code.visitVarInsn(RET, 2);
            code.visitLabel(end);
            code.visitInsn(ACONST_NULL);
        }
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
                    code.visitInvokeDynamicInsn(
                            "run", "()Ljava/lang/Runnable;", DynamicCallAttacks.METAFACTORY, nothing, body, nothing);
                    code.visitInsn(POP);
                }
                code.visitInsn(RETURN);
            });
            writer.visitEnd();
            return writer.toByteArray();
        }
    }

    @Attack(number = 194, title = "A class full of constants that nothing uses", expected = Verdict.ALLOWED)
    static final class FullConstants implements CraftedAttack {
        // The most that there can be is little more.
        private static final int MOST = 65_000;

        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(V17, code -> code.visitInsn(ACONST_NULL), FullConstants::fill));
        }

        private static void fill(ClassWriter writer) {
            int place = 0;
            for (int i = 0; place < MOST - 1; i++) {
                place = writer.newConst(i);
            }
        }
    }

    @Attack(number = 194, title = "Two methods of one name and type", expected = Verdict.REFUSED)
    static final class TwoMethods implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(V17, code -> code.visitInsn(ACONST_NULL), writer -> {
                for (int i = 0; i < 2; i++) {
                    HandmadeProbe.method(
                            writer, ACC_PUBLIC | ACC_STATIC, "twice", "()V", code -> code.visitInsn(RETURN));
                }
            }));
        }
    }
}
