package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads the facts of a class from its class file, without the code. */
final class ClassFactsReader extends ClassVisitor {
    private final Map<MemberKey, Integer> members = new HashMap<>();
    private String name;
    private int access;
    private String superName;
    private List<String> interfaces = List.of();

    private ClassFactsReader() {
        super(Opcodes.ASM9);
    }

    static ClassFacts read(byte[] classFile) {
        ClassFactsReader reader = new ClassFactsReader();
        new ClassReader(classFile)
                .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new ClassFacts(
                reader.name, reader.access, reader.superName, reader.interfaces, Map.copyOf(reader.members));
    }

    @Override
    public void visit(int version, int flags, String className, String signature, String parent, String[] parents) {
        name = className;
        access = flags;
        superName = parent;
        interfaces = List.of(parents);
    }

    @Override
    public FieldVisitor visitField(int flags, String field, String descriptor, String signature, Object value) {
        members.put(new MemberKey(field, descriptor), flags);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int flags, String method, String descriptor, String signature, String[] thrown) {
        members.put(new MemberKey(method, descriptor), flags);
        return null;
    }
}
