package org.archipel.attacks;

import java.util.function.Consumer;
import org.example.attacks.Probe;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Probes whose attack is written in bytecode. */
final class HandmadeProbe {
    static final String NAME = "org/example/attacks/Handmade";

    private static final String PROBE = Type.getInternalName(Probe.class);
    private static final String ATTEMPT = "(Lorg/example/attacks/Stage;)Ljava/lang/Object;";
    private static final int MOST_STACK = 10;
    private static final int MOST_LOCALS = 4;

    private HandmadeProbe() {}

    /** Makes a handmade probe the package's component. */
    static void into(AttackPackage sound, byte[] probe) {
        sound.type(NAME, probe).component(NAME.replace('/', '.'), "");
    }

    /**
     * A probe of class file version 61.
     *
     * @param attack the body; the stage is in local variable 1, the gain is on the stack at the end
     */
    static byte[] of(Consumer<MethodVisitor> attack) {
        return of(Opcodes.V17, attack, writer -> {});
    }

    /** @param more writes members beside the attack */
    static byte[] of(int version, Consumer<MethodVisitor> attack, Consumer<ClassWriter> more) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, PROBE, null);
        method(writer, Opcodes.ACC_PUBLIC, "<init>", "()V", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, PROBE, "<init>", "()V", false);
            code.visitInsn(Opcodes.RETURN);
        });
        method(writer, Opcodes.ACC_PROTECTED, "attempt", ATTEMPT, code -> {
            attack.accept(code);
            code.visitInsn(Opcodes.ARETURN);
        });
        more.accept(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }

    static void method(ClassWriter writer, int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor code = writer.visitMethod(access, name, descriptor, null, null);
        code.visitCode();
        body.accept(code);
        code.visitMaxs(MOST_STACK, MOST_LOCALS);
        code.visitEnd();
    }
}
