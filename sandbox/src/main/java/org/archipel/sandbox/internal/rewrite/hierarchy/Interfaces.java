package org.archipel.sandbox.internal.rewrite.hierarchy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All interfaces that types have, by themselves and by their parents. Each type is looked at once; more than any sound package has are
 * an error, never an answer. Parents in a line must have an end. Not thread-safe.
 */
final class Interfaces {
    /** The most interfaces of a type, with those of its parents. */
    private static final int MOST = 500;

    /** The most names put together for all types of a package. */
    private static final long MOST_NAMED = 2_000_000;

    private final Function<String, Optional<ClassFacts>> classes;
    private final Map<String, Set<String>> known = new HashMap<>();
    private long named;

    Interfaces(Function<String, Optional<ClassFacts>> classes) {
        this.classes = classes;
    }

    /**
     * Internal names, those of interfaces that are missing among them; an interface is not its own.
     *
     * @throws EndlessSearchException if there are too many
     */
    Set<String> of(String type) {
        Set<String> found = known.get(type);
        if (found == null) {
            found = classes.apply(type).map(this::collect).orElse(Set.of());
            known.put(type, found);
        }
        return found;
    }

    private Set<String> collect(ClassFacts type) {
        Set<String> inherited = type.superName() == null ? Set.of() : of(type.superName());
        List<String> direct = type.interfaces();
        if (direct.isEmpty()) {
            return inherited;
        }
        Set<String> all = new HashSet<>();
        add(all, inherited);
        for (String parent : direct) {
            all.add(parent);
            add(all, of(parent));
        }
        return Set.copyOf(all);
    }

    private void add(Set<String> all, Set<String> more) {
        named += 1 + more.size();
        all.addAll(more);
        if (all.size() > MOST || named > MOST_NAMED) {
            throw new EndlessSearchException();
        }
    }
}
