package org.archipel.sandbox.internal.rewrite.jar;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Every class that the JVM may ask a class's loader for: those in the constants of a class file, and in the types of its members. */
public final class MentionedClasses extends ClassVisitor {
    private static final int CLASS = 7;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    private final Set<String> names = new HashSet<>();

    private MentionedClasses() {
        super(Opcodes.ASM9);
    }

    /** The names, for example {@code java.util.Map$Entry}. */
    public static Set<String> of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        MentionedClasses mentioned = new MentionedClasses();
        mentioned.addConstants(reader);
        reader.accept(mentioned, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return mentioned.names;
    }

    private void addConstants(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            // The second place of a long or double is empty.
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            switch (tag) {
                case CLASS -> add(Type.getObjectType(reader.readUTF8(item, buffer)));
                case NAME_AND_TYPE -> add(Type.getType(reader.readUTF8(item + 2, buffer)));
                case METHOD_TYPE -> add(Type.getMethodType(reader.readUTF8(item, buffer)));
                default -> {}
            }
        }
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        add(Type.getType(descriptor));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        add(Type.getMethodType(descriptor));
        return null;
    }

    private void add(Type type) {
        switch (type.getSort()) {
            case Type.METHOD -> {
                add(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    add(argument);
                }
            }
            case Type.ARRAY -> add(type.getElementType());
            case Type.OBJECT -> names.add(type.getClassName());
            default -> {}
        }
    }
}
