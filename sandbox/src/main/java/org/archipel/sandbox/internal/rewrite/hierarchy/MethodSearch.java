package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;

/**
 * Finds the declarations of a method that the Java virtual machine may choose (5.4.3.3, 5.4.3.4 and 5.4.6 of its specification). Classes
 * count before interfaces. Of the interfaces' methods, which are neither private nor static, those count that no narrower interface
 * declares again; where there are several, all are told. Not thread-safe.
 */
final class MethodSearch {
    private static final String OBJECT = "java/lang/Object";
    private static final int HIDDEN = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
    /** The most looks at types for one package. */
    private static final long MOST_LOOKS = 50_000_000;

    private final Function<String, Optional<ClassFacts>> classes;
    private final Interfaces interfaces;
    private long looks;

    MethodSearch(Function<String, Optional<ClassFacts>> classes, Interfaces interfaces) {
        this.classes = classes;
        this.interfaces = interfaces;
    }

    /** What a reference to a method of the owner may mean; nothing if there is no such method, or a parent is missing. */
    List<ClassFacts> resolved(String owner, MemberKey method) {
        Optional<ClassFacts> facts = classes.apply(owner);
        if (facts.isPresent() && facts.get().isInterface()) {
            return resolvedInInterface(facts.get(), method);
        }
        while (facts.isPresent()) {
            if (declares(facts.get(), method)) {
                return List.of(facts.get());
            }
            if (facts.get().superName() == null) {
                return inInterfaces(List.of(owner), method);
            }
            facts = classes.apply(facts.get().superName());
        }
        return List.of();
    }

    private List<ClassFacts> resolvedInInterface(ClassFacts owner, MemberKey method) {
        if (declares(owner, method)) {
            return List.of(owner);
        }
        Optional<ClassFacts> object = classes.apply(OBJECT)
                .filter(facts -> isInherited(facts, method) && has(facts, method, Opcodes.ACC_PUBLIC));
        return object.isPresent() ? List.of(object.get()) : inInterfaces(List.of(owner.name()), method);
    }

    /**
     * What may run when a method of an interface is called on an object of these types.
     *
     * @param types one class, or the interfaces that a lambda has
     */
    List<ClassFacts> selected(Collection<String> types, MemberKey method) {
        List<ClassFacts> found = new ArrayList<>();
        for (String type : types) {
            Optional<ClassFacts> facts = classes.apply(type).filter(of -> !of.isInterface());
            while (facts.isPresent()) {
                // Private and static methods of classes are passed by; others that are not public only end the call.
                if (isInherited(facts.get(), method)) {
                    found.add(facts.get());
                    if (has(facts.get(), method, Opcodes.ACC_PUBLIC)) {
                        return found;
                    }
                }
                facts = Optional.ofNullable(facts.get().superName()).flatMap(classes);
            }
        }
        found.addAll(inInterfaces(types, method));
        return found;
    }

    private List<ClassFacts> inInterfaces(Collection<String> types, MemberKey method) {
        List<ClassFacts> declaring = new ArrayList<>();
        for (String name : all(types)) {
            Optional<ClassFacts> facts = classes.apply(name);
            if (facts.isEmpty()) {
                return List.of();
            }
            if (isInherited(facts.get(), method)) {
                declaring.add(facts.get());
            }
        }
        Set<String> wider = new HashSet<>();
        for (ClassFacts narrow : declaring) {
            look(interfaces.of(narrow.name()).size());
            wider.addAll(interfaces.of(narrow.name()));
        }
        // In an order of its own: the same package is rewritten in the same way.
        return declaring.stream()
                .filter(facts -> !wider.contains(facts.name()))
                .sorted(Comparator.comparing(ClassFacts::name))
                .toList();
    }

    private Set<String> all(Collection<String> types) {
        Set<String> all = new HashSet<>();
        for (String type : types) {
            look(1L + interfaces.of(type).size());
            all.addAll(interfaces.of(type));
            if (classes.apply(type).filter(ClassFacts::isInterface).isPresent()) {
                all.add(type);
            }
        }
        return all;
    }

    /** Counts looks at types, of which a package has so many. */
    void look(long times) {
        looks += times;
        if (looks > MOST_LOOKS) {
            throw new EndlessSearchException();
        }
    }

    private static boolean declares(ClassFacts facts, MemberKey method) {
        return facts.members().containsKey(method)
                || facts.name().startsWith("java/lang/invoke/") && facts.hasSignaturePolymorphic(method.name());
    }

    private static boolean isInherited(ClassFacts facts, MemberKey method) {
        return facts.members().containsKey(method) && !has(facts, method, HIDDEN);
    }

    private static boolean has(ClassFacts facts, MemberKey method, int flags) {
        return (facts.members().getOrDefault(method, 0) & flags) != 0;
    }
}
