package org.archipel.attacks;

import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.MONITOREXIT;
import static org.objectweb.asm.Opcodes.POP;

import org.example.attacks.Attack;
import org.example.attacks.Verdict;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Exception tables that no compiler writes. */
final class ExceptionTableAttacks {
    private static final String THROWABLE = "java/lang/Throwable";

    private ExceptionTableAttacks() {}

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

    @Attack(number = 192, title = "A loop that only exceptions close", expected = Verdict.KILLED)
    static final class ThrownLoop implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                Label handler = new Label();
                Label start = new Label();
                Label end = new Label();
                code.visitTryCatchBlock(start, end, handler, null);
                code.visitInsn(ACONST_NULL);
                code.visitLabel(handler);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
                code.visitInsn(POP);
                code.visitLabel(start);
                code.visitInsn(ACONST_NULL);
                code.visitInsn(ATHROW);
                code.visitLabel(end);
                neverReached(code);
            }));
        }
    }

    @Attack(
            number = 192,
            title = "Ranges that overlap, and a handler between them that goes back",
            expected = Verdict.KILLED)
    static final class Overlapping implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            HandmadeProbe.into(sound, HandmadeProbe.of(code -> {
                Label again = new Label();
                Label middle = new Label();
                Label first = new Label();
                Label second = new Label();
                Label end = new Label();
                code.visitTryCatchBlock(again, middle, first, null);
                code.visitTryCatchBlock(again, first, second, null);
                code.visitTryCatchBlock(middle, first, first, null);
                code.visitLabel(again);
                code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                code.visitInsn(ICONST_0);
                code.visitInsn(POP);
                code.visitLabel(middle);
                code.visitInsn(ACONST_NULL);
                code.visitInsn(ATHROW);
                code.visitLabel(first);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
                code.visitInsn(POP);
                code.visitJumpInsn(GOTO, again);
                code.visitLabel(second);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
                code.visitInsn(POP);
                code.visitJumpInsn(GOTO, again);
                code.visitLabel(end);
                neverReached(code);
            }));
        }
    }

    @Attack(
            number = 375,
            title = "Thousands of handlers in each of many methods",
            expected = Verdict.REFUSED,
            by = "class.handler")
    static final class VeryMany implements CraftedAttack {
        private static final int METHODS = 100;
        private static final int HANDLERS = 3_900;

        @Override
        public void craft(AttackPackage sound) {
            for (int i = 0; i < METHODS; i++) {
                String name = "org/example/attacks/Handlers" + i;
                ClassWriter writer = new ClassWriter(0);
                writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
                HandmadeProbe.method(writer, Opcodes.ACC_STATIC, "run", "()V", VeryMany::handlers);
                writer.visitEnd();
                sound.type(name, writer.toByteArray());
            }
        }

        private static void handlers(MethodVisitor code) {
            Label start = new Label();
            Label end = new Label();
            code.visitLabel(start);
            code.visitInsn(Opcodes.NOP);
            code.visitLabel(end);
            code.visitInsn(Opcodes.RETURN);
            for (int i = 0; i < HANDLERS; i++) {
                Label handler = new Label();
                code.visitTryCatchBlock(start, end, handler, null);
                code.visitLabel(handler);
                code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {THROWABLE});
                code.visitInsn(ATHROW);
            }
        }
    }

    private static void neverReached(MethodVisitor code) {
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(ACONST_NULL);
    }
}
