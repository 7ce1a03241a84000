package org.archipel.sandbox.internal.rewrite.weave;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * Every class that a class's loader may be asked for: those in the constants of a class file, in the types of its members, and, as
 * reflection reads them, in generic signatures and annotations.
 */
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
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        addSignature(signature);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        add(Type.getType(descriptor));
        addSignature(signature);
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(type);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        add(Type.getMethodType(descriptor));
        addSignature(signature);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
                return annotation(type);
            }

            @Override
            public AnnotationVisitor visitAnnotationDefault() {
                return new Values();
            }
        };
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
        addSignature(signature);
        return new RecordComponentVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                return annotation(type);
            }
        };
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return annotation(type);
    }

    private AnnotationVisitor annotation(String type) {
        add(Type.getType(type));
        return new Values();
    }

    private void addSignature(String signature) {
        if (signature != null) {
            new SignatureReader(signature).accept(new GenericTypes());
        }
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

    /** The classes that an annotation's values are or are of. */
    private final class Values extends AnnotationVisitor {
        private Values() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(String name, Object value) {
            if (value instanceof Type type) {
                add(type);
            }
        }

        @Override
        public void visitEnum(String name, String type, String value) {
            add(Type.getType(type));
        }

        @Override
        public AnnotationVisitor visitAnnotation(String name, String type) {
            return annotation(type);
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return this;
        }
    }

    /** The classes of a generic signature, in which a nested one is named by its outer ones. */
    private final class GenericTypes extends SignatureVisitor {
        private String outer = "";

        private GenericTypes() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitClassType(String name) {
            outer = name;
            add(Type.getObjectType(name));
        }

        @Override
        public void visitInnerClassType(String name) {
            outer = outer + '$' + name;
            add(Type.getObjectType(outer));
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            return new GenericTypes();
        }
    }
}
