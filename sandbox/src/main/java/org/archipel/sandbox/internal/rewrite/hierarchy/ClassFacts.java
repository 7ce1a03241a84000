package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * What the rules want to know of a class.
 *
 * @param name internal name
 * @param superName internal name, null for {@code java/lang/Object}
 * @param interfaces internal names
 * @param members declared fields and methods with their access flags
 */
public record ClassFacts(
        String name, int access, String superName, List<String> interfaces, Map<MemberKey, Integer> members) {
    public boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    public boolean isPublic() {
        return (access & Opcodes.ACC_PUBLIC) != 0;
    }

    /** Whether it has the public static method. */
    public boolean declaresStatic(String method, String descriptor) {
        int wanted = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        return member(method, descriptor)
                .filter(flags -> (flags & wanted) == wanted)
                .isPresent();
    }

    /** Access flags of a declared member. */
    public Optional<Integer> member(String memberName, String descriptor) {
        return Optional.ofNullable(members.get(new MemberKey(memberName, descriptor)));
    }

    /** Names and descriptors of the methods that are not static. */
    public Stream<MemberKey> instanceMethods() {
        return members.entrySet().stream()
                .filter(member -> (member.getValue() & Opcodes.ACC_STATIC) == 0)
                .map(Map.Entry::getKey)
                .filter(key -> key.descriptor().startsWith("("));
    }

    /** Methods like {@code MethodHandle.invoke} take any descriptor. */
    boolean hasSignaturePolymorphic(String memberName) {
        return members.entrySet().stream()
                .anyMatch(member -> member.getKey().name().equals(memberName)
                        && (member.getValue() & (Opcodes.ACC_NATIVE | Opcodes.ACC_VARARGS))
                                == (Opcodes.ACC_NATIVE | Opcodes.ACC_VARARGS));
    }
}
