package org.archipel.marketplace.internal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.archipel.api.error.ConflictException;
import org.archipel.marketplace.internal.model.ExtensionDependency;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.osgi.framework.Version;

/**
 * Chooses which other extensions are installed with one: each that it needs, directly or through others, once, in the newest version
 * that fits all who need it.
 */
final class Companions {
    // Each round takes more ranges into account; where two versions need each other's opposite there is no end.
    private static final int MOST_ROUNDS = 20;

    private final Function<String, List<ExtensionVersion>> published;
    private final Predicate<String> present;
    private Map<String, Set<ExtensionDependency>> needs = new TreeMap<>();

    /**
     * @param published the versions of an extension that may be installed
     * @param present whether an extension is there already, well or not: it is left alone
     */
    Companions(Function<String, List<ExtensionVersion>> published, Predicate<String> present) {
        this.published = published;
        this.present = present;
    }

    /**
     * What is to be installed before a version, in that order.
     *
     * @throws ConflictException if no version of an extension fits all who need it
     */
    List<ExtensionVersion> of(ExtensionVersion root) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var chosen = new LinkedHashMap<String, Optional<ExtensionVersion>>();
            var found = new TreeMap<String, Set<ExtensionDependency>>();
            var order = new ArrayList<ExtensionVersion>();
            follow(root, new LinkedHashSet<>(Set.of(root.extensionId())), chosen, found, order);
            if (found.equals(needs)) {
                return order;
            }
            needs = found;
        }
        throw new ConflictException("the extensions that " + root.extensionId() + " needs fit in no combination");
    }

    private void follow(
            ExtensionVersion version,
            Set<String> path,
            Map<String, Optional<ExtensionVersion>> chosen,
            Map<String, Set<ExtensionDependency>> found,
            List<ExtensionVersion> order) {
        for (var need : ExtensionDependency.of(version.descriptor())) {
            if (path.contains(need.id()) || present.test(need.id())) {
                continue;
            }
            found.computeIfAbsent(need.id(), id -> new TreeSet<>(Comparator.comparing(ExtensionDependency::toString)))
                    .add(need);
            if (chosen.containsKey(need.id())) {
                continue;
            }
            var fitting = choose(need);
            chosen.put(need.id(), fitting);
            fitting.ifPresent(next -> {
                path.add(need.id());
                follow(next, path, chosen, found, order);
                path.remove(need.id());
                order.add(next);
            });
        }
    }

    /** The newest version that fits; nothing if there is none at all for that need alone, which the plan tells. */
    private Optional<ExtensionVersion> choose(ExtensionDependency need) {
        var ranges = new TreeSet<ExtensionDependency>(Comparator.comparing(ExtensionDependency::toString));
        ranges.add(need);
        ranges.addAll(needs.getOrDefault(need.id(), Set.of()));
        var fitting = published.apply(need.id()).stream()
                .filter(version -> ranges.stream().allMatch(range -> range.includes(version.version())))
                .max(Comparator.comparing(version -> Version.parseVersion(version.version())));
        if (fitting.isEmpty() && ranges.size() > 1) {
            throw new ConflictException("no version of " + need.id() + " fits all who need it: "
                    + String.join(
                            ", ",
                            ranges.stream().map(ExtensionDependency::range).toList()));
        }
        return fitting;
    }
}
