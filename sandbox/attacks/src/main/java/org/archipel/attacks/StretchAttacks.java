package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.T_LONG;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.MethodVisitor;

/** Code that runs straight on, and constants that are much. */
final class StretchAttacks {
    private static final int COPIED = 3_000_000;
    private static final int COPIES = 5_000;
    private static final int TEXTS = 1_000;
    private static final int LETTERS = 1 << 20;

    private StretchAttacks() {}

    @Attack(number = 280, title = "Thousands of copies, one after the other", expected = Verdict.KILLED)
    static final class Copies implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                for (int variable = 2; variable < 4; variable++) {
                    code.visitLdcInsn(COPIED);
                    code.visitIntInsn(NEWARRAY, T_LONG);
                    code.visitVarInsn(ASTORE, variable);
                }
                for (int i = 0; i < COPIES; i++) {
                    code.visitVarInsn(ALOAD, 2);
                    code.visitInsn(ICONST_0);
                    code.visitVarInsn(ALOAD, 3);
                    code.visitInsn(ICONST_0);
                    code.visitLdcInsn(COPIED);
                    code.visitMethodInsn(
                            INVOKESTATIC,
                            "java/lang/System",
                            "arraycopy",
                            "(Ljava/lang/Object;ILjava/lang/Object;II)V",
                            false);
                }
                code.visitVarInsn(ALOAD, 2);
            }));
        }
    }

    @Attack(number = 280, title = "A thousand copies of a long text, one after the other", expected = Verdict.KILLED)
    static final class Texts implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitTypeInsn(NEW, "java/lang/StringBuilder");
                code.visitInsn(DUP);
                code.visitMethodInsn(INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "()V", false);
                code.visitVarInsn(ASTORE, 2);
                code.visitVarInsn(ALOAD, 2);
                code.visitLdcInsn(LETTERS);
                code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "setLength", "(I)V", false);
                code.visitIntInsn(SIPUSH, TEXTS);
                code.visitTypeInsn(ANEWARRAY, "java/lang/Object");
                code.visitVarInsn(ASTORE, 3);
                for (int i = 0; i < TEXTS; i++) {
                    keep(code, i);
                }
                code.visitVarInsn(ALOAD, 3);
                code.visitInsn(ICONST_0);
                code.visitInsn(AALOAD);
            }));
        }

        private static void keep(MethodVisitor code, int place) {
            code.visitVarInsn(ALOAD, 3);
            code.visitIntInsn(SIPUSH, place);
            code.visitVarInsn(ALOAD, 2);
            code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "toString", "()Ljava/lang/String;", false);
            code.visitInsn(AASTORE);
        }
    }

    @Attack(
            number = 281,
            title = "Arrays of two hundred dimensions, as a constant",
            expected = Verdict.REFUSED,
            by = "class.array-dimensions")
    static final class DeepConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitInsn(ACONST_NULL);
                code.visitTypeInsn(CHECKCAST, "[".repeat(200) + "Ljava/util/List;");
                code.visitInsn(POP);
                code.visitInsn(ACONST_NULL);
            }));
        }
    }
}
