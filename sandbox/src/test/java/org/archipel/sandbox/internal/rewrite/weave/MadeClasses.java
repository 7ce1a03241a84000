package org.archipel.sandbox.internal.rewrite.weave;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Classes of a package that no compiler makes. */
abstract class MadeClasses {
    static final String SAMPLE = "com/acme/Sample";
    static final String BAG = "com/acme/Bag";
    static final String LOOK = "com/acme/Look";
    static final String PARALLEL = "parallelStream";
    static final String STREAM = "()Ljava/util/stream/Stream;";
    static final String LIST = "java/util/ArrayList";
    static final String OBJECT = "java/lang/Object";
    static final int ABSTRACT = ACC_PUBLIC | ACC_ABSTRACT;

    final Map<String, byte[]> classes = new LinkedHashMap<>();

    static void method(ClassWriter type, int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        MethodVisitor code = type.visitMethod(access, name, descriptor, null, null);
        if ((access & ACC_ABSTRACT) == 0) {
            code.visitCode();
            body.accept(code);
            code.visitMaxs(0, 0);
        }
        code.visitEnd();
    }

    static void none(MethodVisitor code) {
        code.visitInsn(ACONST_NULL);
        code.visitInsn(ARETURN);
    }

    void type(int access, String name, String parent, List<String> interfaces, Consumer<ClassWriter> members) {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(V17, ACC_PUBLIC | access, name, null, parent, interfaces.toArray(String[]::new));
        if ((access & ACC_INTERFACE) == 0) {
            method(type, ACC_PUBLIC, "<init>", "()V", code -> {
                code.visitVarInsn(ALOAD, 0);
                code.visitMethodInsn(INVOKESPECIAL, parent, "<init>", "()V", false);
                code.visitInsn(RETURN);
            });
        }
        members.accept(type);
        type.visitEnd();
        classes.put(name + ".class", type.toByteArray());
    }

    void face(String name, List<String> parents, Consumer<ClassWriter> members) {
        type(ACC_INTERFACE | ACC_ABSTRACT, name, OBJECT, parents, members);
    }

    List<String> empty(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "com/acme/Empty" + i)
                .peek(name -> face(name, List.of(), type -> {}))
                .toList();
    }
}
