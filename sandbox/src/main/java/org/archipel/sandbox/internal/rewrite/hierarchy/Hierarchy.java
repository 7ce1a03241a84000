package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * The classes of one package and those around it. Finds where a member is declared in the order of the Java virtual machine
 * specification (5.4.3), so that an inherited one is judged where it stands. Not thread-safe.
 */
public final class Hierarchy {
    private static final String OBJECT = "java/lang/Object";
    private static final int DEEPEST = 1_000;
    private static final int HIGHEST = 200;

    private final Map<String, ClassFacts> own = new HashMap<>();
    private final PlatformClasses platform;

    public Hierarchy(PlatformClasses platform) {
        this.platform = platform;
    }

    /** Adds a class of the package; the first of a name counts, as it does on the bundle class path. */
    public void add(byte[] classFile) {
        ClassFacts facts = ClassFactsReader.read(classFile);
        own.putIfAbsent(facts.name(), facts);
    }

    /** A class of the package that is its own parent, or has more parents in a line than any sound one. */
    public Optional<String> tangled() {
        Map<String, Integer> heights = new HashMap<>();
        for (String name : own.keySet()) {
            if (height(name, 0, heights) > HIGHEST) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private int height(String name, int level, Map<String, Integer> heights) {
        ClassFacts facts = own.get(name);
        if (facts == null) {
            return 0;
        }
        // Whom it finds at work is its own parent.
        Integer known = heights.putIfAbsent(name, HIGHEST + 1);
        if (known != null || level > HIGHEST) {
            return known == null ? HIGHEST + 1 : known;
        }
        int highest = facts.superName() == null ? 0 : height(facts.superName(), level + 1, heights);
        for (String parent : facts.interfaces()) {
            highest = Math.max(highest, height(parent, level + 1, heights));
        }
        int height = Math.min(highest, HIGHEST) + 1;
        heights.put(name, height);
        return height;
    }

    /** The classes of the package. */
    public Collection<ClassFacts> own() {
        return Collections.unmodifiableCollection(own.values());
    }

    /** Whether the class is one of the package. */
    public boolean isOwn(String internalName) {
        return own.containsKey(internalName);
    }

    public Optional<ClassFacts> find(String internalName) {
        ClassFacts facts = own.get(internalName);
        return facts != null ? Optional.of(facts) : platform.find(internalName);
    }

    /** The class that declares the field which a reference names. */
    public Optional<ClassFacts> declaringField(String owner, String name, String descriptor) {
        return field(owner, name, descriptor, 0);
    }

    private Optional<ClassFacts> field(String owner, String name, String descriptor, int depth) {
        Optional<ClassFacts> found = find(owner).filter(facts -> depth < DEEPEST);
        if (found.isEmpty() || found.get().member(name, descriptor).isPresent()) {
            return found;
        }
        for (String parent : found.get().interfaces()) {
            Optional<ClassFacts> declaring = field(parent, name, descriptor, depth + 1);
            if (declaring.isPresent()) {
                return declaring;
            }
        }
        String parent = found.get().superName();
        return parent == null ? Optional.empty() : field(parent, name, descriptor, depth + 1);
    }

    /** The class that declares the method which a reference names. */
    public Optional<ClassFacts> declaringMethod(String owner, String name, String descriptor) {
        int depth = 0;
        String type = owner;
        while (type != null && depth++ < DEEPEST) {
            Optional<ClassFacts> facts = find(type);
            if (facts.isEmpty()) {
                return Optional.empty();
            }
            if (declares(facts.get(), name, descriptor)) {
                return facts;
            }
            type = facts.get().isInterface() ? OBJECT : facts.get().superName();
        }
        return inInterfaces(owner, name, descriptor);
    }

    private static boolean declares(ClassFacts facts, String name, String descriptor) {
        return facts.member(name, descriptor).isPresent()
                || facts.name().startsWith("java/lang/invoke/") && facts.hasSignaturePolymorphic(name);
    }

    private Optional<ClassFacts> inInterfaces(String owner, String name, String descriptor) {
        Set<String> seen = new HashSet<>();
        ClassFacts result = null;
        String type = owner;
        while (type != null && seen.size() < DEEPEST) {
            Optional<ClassFacts> facts = find(type);
            if (facts.isEmpty()) {
                return Optional.empty();
            }
            for (String parent : facts.get().interfaces()) {
                result = better(
                        result, inInterface(parent, name, descriptor, seen).orElse(null), name, descriptor);
            }
            type = facts.get().superName();
        }
        return Optional.ofNullable(result);
    }

    // A narrower declaration counts more than a wider one, a body more than none.
    private ClassFacts better(ClassFacts first, ClassFacts second, String name, String descriptor) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        if (isBelow(second.name(), first.name(), new HashSet<>())) {
            return second;
        }
        if (isBelow(first.name(), second.name(), new HashSet<>())) {
            return first;
        }
        boolean firstAbstract = isAbstract(first, name, descriptor);
        return firstAbstract && !isAbstract(second, name, descriptor) ? second : first;
    }

    // Each is looked at once: there may be many ways up.
    private boolean isBelow(String type, String above, Set<String> seen) {
        return seen.add(type)
                && seen.size() <= DEEPEST
                && find(type)
                        .filter(facts -> facts.interfaces().stream()
                                .anyMatch(parent -> parent.equals(above) || isBelow(parent, above, seen)))
                        .isPresent();
    }

    private static boolean isAbstract(ClassFacts facts, String name, String descriptor) {
        return facts.member(name, descriptor)
                .filter(access -> (access & Opcodes.ACC_ABSTRACT) == 0)
                .isEmpty();
    }

    private Optional<ClassFacts> inInterface(String type, String name, String descriptor, Set<String> seen) {
        if (!seen.add(type) || seen.size() > DEEPEST) {
            return Optional.empty();
        }
        Optional<ClassFacts> facts = find(type);
        if (facts.isEmpty() || facts.get().member(name, descriptor).isPresent()) {
            return facts;
        }
        ClassFacts result = null;
        for (String parent : facts.get().interfaces()) {
            result = better(result, inInterface(parent, name, descriptor, seen).orElse(null), name, descriptor);
        }
        return Optional.ofNullable(result);
    }
}
