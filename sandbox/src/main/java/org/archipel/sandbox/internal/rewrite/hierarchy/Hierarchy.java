package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes of one package and those around it. Finds where a member is declared as the Java virtual machine does (5.4.3 of its
 * specification), so that an inherited one is judged where it stands. Not thread-safe.
 */
public final class Hierarchy {
    /** The most parents in a line. */
    private static final int HIGHEST = 200;

    private final Map<String, ClassFacts> own = new HashMap<>();
    private final PlatformClasses platform;
    private final Interfaces interfaces = new Interfaces(this::find);
    private final MethodSearch search = new MethodSearch(this::find, interfaces);
    private final Map<String, Set<MemberKey>> outside = new HashMap<>();

    public Hierarchy(PlatformClasses platform) {
        this.platform = platform;
    }

    /** Adds a class of the package; the first of a name counts, as it does on the bundle class path. */
    public void add(byte[] classFile) {
        ClassFacts facts = ClassFactsReader.read(classFile);
        own.putIfAbsent(facts.name(), facts);
    }

    /**
     * A class of the package that is its own parent, or has more parents than any sound one, in a line or as interfaces. Nothing else is
     * to be asked of a package that has one.
     */
    public Optional<String> tangled() {
        Map<String, Integer> heights = new HashMap<>();
        for (String name : own.keySet()) {
            if (height(name, 0, heights) > HIGHEST) {
                return Optional.of(name);
            }
        }
        return own.keySet().stream().filter(this::hasTooMany).findFirst();
    }

    private boolean hasTooMany(String name) {
        try {
            return interfaces.of(name) == null;
        } catch (EndlessSearchException e) {
            return true;
        }
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

    /** The class that declares the field which a reference names; empty if there is none, or a class above is missing. */
    public Optional<ClassFacts> declaringField(String owner, String name, String descriptor) {
        MemberKey field = new MemberKey(name, descriptor);
        Set<String> seen = new HashSet<>();
        for (String type = owner; type != null; ) {
            Optional<ClassFacts> facts = find(type);
            if (facts.isEmpty()) {
                return facts;
            }
            search.look(1);
            Optional<ClassFacts> declaring = facts.get().members().containsKey(field)
                    ? facts
                    : inInterfaces(facts.get().interfaces(), field, seen);
            if (declaring.isPresent()) {
                return declaring;
            }
            type = facts.get().superName();
        }
        return Optional.empty();
    }

    // Each is looked at once: what was not there is not there the second time.
    private Optional<ClassFacts> inInterfaces(List<String> types, MemberKey field, Set<String> seen) {
        for (String type : types) {
            search.look(1);
            Optional<ClassFacts> facts = seen.add(type) ? find(type) : Optional.empty();
            if (facts.isPresent()) {
                Optional<ClassFacts> declaring = facts.get().members().containsKey(field)
                        ? facts
                        : inInterfaces(facts.get().interfaces(), field, seen);
                if (declaring.isPresent()) {
                    return declaring;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The types whose declaration of a method a reference may mean: one, or several interfaces none of which is above another; none
     * if there is no such method, or a parent is missing.
     */
    public List<ClassFacts> declaringMethod(String owner, String name, String descriptor) {
        return search.resolved(owner, new MemberKey(name, descriptor));
    }

    /**
     * The types whose method may run when one of an interface is called.
     *
     * @param types what the object is: one class, or the interfaces of a lambda
     */
    public List<ClassFacts> selectedMethod(Collection<String> types, MemberKey method) {
        return search.selected(types, method);
    }

    /** Whether a type outside of the package, or one above it, declares such a method. */
    public boolean outsideHas(Set<String> types, MemberKey method) {
        search.look(types.size());
        return types.stream()
                .anyMatch(type -> outside.computeIfAbsent(type, this::methods).contains(method));
    }

    private Set<MemberKey> methods(String type) {
        Set<MemberKey> methods = new HashSet<>();
        Set<String> above = new HashSet<>(interfaces.of(type));
        for (String name = type; name != null; ) {
            above.add(name);
            name = find(name).map(ClassFacts::superName).orElse(null);
        }
        above.forEach(
                name -> find(name).ifPresent(facts -> facts.instanceMethods().forEach(methods::add)));
        return methods;
    }
}
