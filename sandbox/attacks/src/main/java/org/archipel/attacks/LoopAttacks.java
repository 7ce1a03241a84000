package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.DLOAD;
import static org.objectweb.asm.Opcodes.DREM;
import static org.objectweb.asm.Opcodes.DSTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.V17;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loops that look as if they had few turns, and much that is slow where there are few. */
final class LoopAttacks {
    private static final int COUNTER = 2;
    private static final int BOUND = 3;
    private static final int TURNS = 65_536;
    private static final int LOOPS = 15;
    private static final int REMAINDERS = 14;
    private static final int DEPTH = 1_000;
    private static final int BEHIND = 5_000;

    private LoopAttacks() {}

    private static void leadBack(MethodVisitor code, boolean constant) {
        Label head = new Label();
        Label within = new Label();
        code.visitIntInsn(BIPUSH, 10);
        code.visitVarInsn(ISTORE, BOUND);
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, COUNTER);
        code.visitLabel(head);
        code.visitFrame(Opcodes.F_APPEND, 2, new Object[] {Opcodes.INTEGER, Opcodes.INTEGER}, 0, null);
        code.visitVarInsn(ILOAD, COUNTER);
        if (constant) {
            code.visitIntInsn(BIPUSH, 10);
        } else {
            code.visitVarInsn(ILOAD, BOUND);
        }
        code.visitJumpInsn(IF_ICMPGE, within);
        code.visitInsn(NOP);
        code.visitLabel(within);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitIincInsn(COUNTER, 1);
        code.visitJumpInsn(GOTO, head);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(ACONST_NULL);
    }

    @Attack(number = 380, title = "A loop to a constant whose test leads back into it", expected = Verdict.KILLED)
    static final class ToConstant implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> leadBack(code, true)));
        }
    }

    @Attack(number = 380, title = "A loop to a variable whose test leads back into it", expected = Verdict.KILLED)
    static final class ToVariable implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> leadBack(code, false)));
        }
    }

    private static void remainder(MethodVisitor code) {
        code.visitLdcInsn(Double.MAX_VALUE);
        code.visitLdcInsn(3 * Double.MIN_VALUE);
        code.visitInsn(DREM);
        code.visitInsn(POP2);
    }

    @Attack(
            number = 381,
            title = "Loops of few turns, one after the other, of what is slow",
            expected = {Verdict.KILLED, Verdict.ALLOWED},
            because = "a compiler may find that nothing comes of them, and leave them out")
    static final class ManyLoops implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                code.visitInsn(ICONST_0);
                code.visitVarInsn(ISTORE, COUNTER);
                for (int i = 0; i < LOOPS; i++) {
                    loop(code, i == 0);
                }
                code.visitInsn(ACONST_NULL);
            }));
        }

        private static void loop(MethodVisitor code, boolean first) {
            Label head = new Label();
            Label end = new Label();
            code.visitInsn(ICONST_0);
            code.visitVarInsn(ISTORE, COUNTER);
            code.visitLabel(head);
            if (first) {
                code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
            } else {
                code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            }
            code.visitVarInsn(ILOAD, COUNTER);
            code.visitLdcInsn(TURNS);
            code.visitJumpInsn(IF_ICMPGE, end);
            for (int i = 0; i < REMAINDERS; i++) {
                remainder(code);
            }
            code.visitIincInsn(COUNTER, 1);
            code.visitJumpInsn(GOTO, head);
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
    }

    @Attack(
            number = 382,
            title = "A thousand methods that return one after the other, slowly, without a call",
            expected = Verdict.KILLED)
    static final class SlowReturns implements CraftedAttack {
        private static final String NAME = "down";
        private static final String DESCRIPTOR = "(I)V";

        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(
                    sound,
                    HandmadeProbe.of(
                            V17,
                            code -> {
                                code.visitIntInsn(SIPUSH, DEPTH);
                                code.visitMethodInsn(INVOKESTATIC, HandmadeProbe.NAME, NAME, DESCRIPTOR, false);
                                code.visitInsn(ACONST_NULL);
                            },
                            writer -> HandmadeProbe.method(
                                    writer, ACC_PUBLIC | ACC_STATIC, NAME, DESCRIPTOR, SlowReturns::down)));
        }

        private static void down(MethodVisitor code) {
            Label end = new Label();
            code.visitVarInsn(ILOAD, 0);
            code.visitJumpInsn(IFLE, end);
            code.visitVarInsn(ILOAD, 0);
            code.visitInsn(ICONST_1);
            code.visitInsn(ISUB);
            code.visitMethodInsn(INVOKESTATIC, HandmadeProbe.NAME, NAME, DESCRIPTOR, false);
            code.visitLdcInsn(Double.MAX_VALUE);
            code.visitVarInsn(DSTORE, 1);
            for (int i = 0; i < BEHIND; i++) {
                code.visitVarInsn(DLOAD, 1);
                code.visitLdcInsn(3 * Double.MIN_VALUE);
                code.visitInsn(DREM);
                code.visitInsn(POP2);
            }
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            code.visitInsn(RETURN);
        }
    }
}
