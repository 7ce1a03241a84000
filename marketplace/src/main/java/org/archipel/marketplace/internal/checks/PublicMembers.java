package org.archipel.marketplace.internal.checks;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Notes what of a class is public or protected. */
final class PublicMembers extends ClassVisitor {
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final Set<String> elements;
    private String type = "";
    private boolean visible;

    PublicMembers(Set<String> elements) {
        super(Opcodes.ASM9);
        this.elements = elements;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        type = name.replace('/', '.');
        visible = (access & Opcodes.ACC_PUBLIC) != 0;
        if (visible) {
            elements.add("type " + type);
            for (var each : interfaces) {
                elements.add("type " + type + " is a " + each.replace('/', '.'));
            }
        }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        note(access, name + " " + descriptor);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        note(access, name + descriptor);
        return null;
    }

    private void note(int access, String member) {
        if (visible && (access & VISIBLE) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0) {
            elements.add("member " + type + "." + member);
        }
    }
}
