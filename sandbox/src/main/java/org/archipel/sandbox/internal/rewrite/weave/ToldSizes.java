package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.hierarchy.ClassFacts;
import org.archipel.sandbox.internal.rewrite.hierarchy.Hierarchy;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What collections and texts of a package say of their sizes: the JDK believes it, and makes an array of that size at once. Immutable.
 */
final class ToldSizes {
    private static final String DESCRIPTOR = "()I";

    private record Kind(String method, Set<String> types) {
        boolean isOneOf(Set<String> seen) {
            return types.stream().anyMatch(seen::contains);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("size", Set.of("java/util/Collection", "java/util/Map")),
            new Kind("length", Set.of("java/lang/CharSequence")));

    private final Hierarchy hierarchy;
    // Class and method, with a dot between them.
    private final Set<String> methods = new HashSet<>();

    ToldSizes(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
        for (Kind kind : KINDS) {
            boolean told = hierarchy.own().stream().anyMatch(facts -> tells(facts, kind));
            if (told) {
                hierarchy.own().forEach(facts -> add(facts, kind));
            }
        }
    }

    private static boolean tells(ClassFacts facts, Kind kind) {
        return facts.member(kind.method(), DESCRIPTOR).isPresent();
    }

    // A class may inherit the method from a parent that knows nothing of collections.
    private void add(ClassFacts type, Kind kind) {
        Set<String> seen = parents(List.of(type));
        if (kind.isOneOf(seen)) {
            seen.add(type.name());
            seen.stream().filter(hierarchy::isOwn).forEach(name -> methods.add(name + '.' + kind.method()));
        }
    }

    private Set<String> parents(List<ClassFacts> types) {
        Set<String> seen = new HashSet<>();
        Deque<ClassFacts> open = new ArrayDeque<>(types);
        while (!open.isEmpty()) {
            ClassFacts facts = open.pop();
            if (facts.superName() != null && seen.add(facts.superName())) {
                hierarchy.find(facts.superName()).ifPresent(open::push);
            }
            for (String parent : facts.interfaces()) {
                if (seen.add(parent)) {
                    hierarchy.find(parent).ifPresent(open::push);
                }
            }
        }
        return seen;
    }

    /** Whether it is what a collection or text says of its size that a lambda of these interfaces is. */
    boolean toldBy(Set<String> interfaces, String method) {
        List<Kind> named =
                KINDS.stream().filter(kind -> kind.method().equals(method)).toList();
        if (named.isEmpty()) {
            return false;
        }
        Set<String> all = parents(interfaces.stream()
                .flatMap(name -> hierarchy.find(name).stream())
                .toList());
        all.addAll(interfaces);
        return named.stream().anyMatch(kind -> kind.isOneOf(all));
    }

    /**
     * Has the result of the method checked where it is one of these and the instruction returns it.
     *
     * @param bridge whether the method is one of these, whatever its name
     */
    void weave(Site site, AbstractInsnNode node, boolean bridge) {
        MethodNode method = site.method();
        if (node.getOpcode() == Opcodes.IRETURN
                && (bridge
                        || method.desc.equals(DESCRIPTOR) && methods.contains(site.type().name + '.' + method.name))) {
            method.instructions.insertBefore(node, Guards.call("Sizes", "told", "(I)I"));
        }
    }
}
