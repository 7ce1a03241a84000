package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loops that no compiler writes: they look as if they counted. */
class CraftedLoopTest {
    private static Woven running(Consumer<MethodVisitor> body) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        MethodVisitor run =
                type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        run.visitCode();
        body.accept(run);
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        return Woven.of(Map.of("com/acme/Sample.class", type.toByteArray()), "");
    }

    private static Woven looping(boolean pastTheStep) {
        return running(run -> {
            Label head = new Label();
            Label back = new Label();
            Label end = new Label();
            run.visitInsn(Opcodes.ICONST_0);
            run.visitVarInsn(Opcodes.ISTORE, 0);
            run.visitLabel(head);
            run.visitVarInsn(Opcodes.ILOAD, 0);
            run.visitIntInsn(Opcodes.SIPUSH, 1_000);
            run.visitJumpInsn(Opcodes.IF_ICMPGE, end);
            run.visitVarInsn(Opcodes.ILOAD, 0);
            run.visitJumpInsn(pastTheStep ? Opcodes.IFEQ : Opcodes.IFLT, back);
            run.visitIincInsn(0, 1);
            run.visitLabel(back);
            run.visitJumpInsn(Opcodes.GOTO, head);
            run.visitLabel(end);
            run.visitInsn(Opcodes.ACONST_NULL);
            run.visitInsn(Opcodes.ARETURN);
        });
    }

    // It ends by itself after so many turns that all others pass a checkpoint before, or never.
    private static Woven leadingBack(boolean constant) {
        return running(run -> {
            Label head = new Label();
            Label within = new Label();
            run.visitIntInsn(Opcodes.BIPUSH, 10);
            run.visitVarInsn(Opcodes.ISTORE, 1);
            run.visitInsn(Opcodes.ICONST_0);
            run.visitVarInsn(Opcodes.ISTORE, 0);
            run.visitLabel(head);
            run.visitVarInsn(Opcodes.ILOAD, 0);
            if (constant) {
                run.visitIntInsn(Opcodes.BIPUSH, 10);
            } else {
                run.visitVarInsn(Opcodes.ILOAD, 1);
            }
            run.visitJumpInsn(Opcodes.IF_ICMPGE, within);
            run.visitInsn(Opcodes.NOP);
            run.visitLabel(within);
            run.visitIincInsn(0, 1);
            run.visitJumpInsn(Opcodes.GOTO, head);
        });
    }

    private static void assertStopped(Woven endless) throws InterruptedException {
        AtomicInteger passed = new AtomicInteger();
        Throwable[] end = new Throwable[1];
        // Were it not stopped, nothing would end it.
        Thread own = new Thread(() -> {
            try {
                endless.run();
            } catch (RuntimeException | Error e) {
                end[0] = e;
            }
        });
        own.setDaemon(true);
        try (Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == own && passed.incrementAndGet() > 10) {
                throw new ExtensionStoppedError("enough");
            }
        })) {
            control.arm(true);
            own.start();
            own.join(20_000);
        }
        assertThat(end[0]).isInstanceOf(ExtensionStoppedError.class);
    }

    @Test
    void aJumpPastTheStepIsSeen() throws InterruptedException {
        assertStopped(looping(true));
        assertThat(looping(false).run()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTestThatLeadsBackIntoTheLoopIsSeen(boolean constant) throws InterruptedException {
        assertStopped(leadingBack(constant));
    }

    @Test
    void methodsWithMuchPlainCodeBehindACallHaveOneWhereTheyReturn() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        for (String method : new String[] {"run", "inner"}) {
            MethodVisitor code = type.visitMethod(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, "()Ljava/lang/Object;", null, null);
            code.visitCode();
            if (method.equals("run")) {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/Sample", "inner", "()Ljava/lang/Object;", false);
                code.visitInsn(Opcodes.POP);
            }
            for (int i = 0; i < 300; i++) {
                code.visitInsn(Opcodes.NOP);
            }
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        type.visitEnd();

        assertThat(CheckpointsTest.passed(Woven.of(Map.of("com/acme/Sample.class", type.toByteArray()), "")))
                .isEqualTo(4);
    }

    @Test
    void remaindersOfLargeNumbersHaveOneNowAndThen() {
        Woven straight = running(run -> {
            run.visitLdcInsn(Double.MAX_VALUE);
            for (int i = 0; i < 160; i++) {
                run.visitLdcInsn(3.0);
                run.visitInsn(Opcodes.DREM);
            }
            run.visitInsn(Opcodes.POP2);
            run.visitInsn(Opcodes.ACONST_NULL);
            run.visitInsn(Opcodes.ARETURN);
        });

        assertThat(CheckpointsTest.passed(straight)).isBetween(10, 13);
    }

    @Test
    void aDenialIsNotJumpedOver() {
        // Behind it is the code that would run if it were.
        Woven jumping = running(run -> {
            Label making = new Label();
            run.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
            run.visitInsn(Opcodes.L2I);
            run.visitJumpInsn(Opcodes.IFNE, making);
            run.visitInsn(Opcodes.NOP);
            run.visitLabel(making);
            run.visitTypeInsn(Opcodes.NEW, "java/security/KeyStore");
            run.visitInsn(Opcodes.POP);
            run.visitInsn(Opcodes.ACONST_NULL);
            run.visitInsn(Opcodes.ARETURN);
        });

        assertThatThrownBy(jumping::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("new java.security.KeyStore");
    }
}
