package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Loops that no compiler writes: they look as if they counted. */
class CraftedLoopTest {
    private static Woven looping(boolean pastTheStep) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Sample", null, "java/lang/Object", null);
        MethodVisitor run =
                type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        Label head = new Label();
        Label back = new Label();
        Label end = new Label();
        run.visitCode();
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
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        return Woven.of(Map.of("com/acme/Sample.class", type.toByteArray()), "");
    }

    @Test
    void aJumpPastTheStepIsSeen() {
        Woven endless = looping(true);
        AtomicInteger passed = new AtomicInteger();
        Thread own = Thread.currentThread();

        try (Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == own && passed.incrementAndGet() > 10) {
                throw new ExtensionStoppedError("enough");
            }
        })) {
            control.arm(true);
            assertThatThrownBy(endless::run).isInstanceOf(ExtensionStoppedError.class);
        }
        assertThat(looping(false).run()).isNull();
    }
}
