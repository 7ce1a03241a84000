package org.archipel.sandbox.internal.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds components that refer to services which lead back to themselves. The component runtime creates one of them without the other,
 * and hands that over when it is there: on a thread of its own, where nothing ends what the extension does.
 */
final class ComponentCircle {
    private ComponentCircle() {}

    /** Classes of the components whose references lead in a circle, or into one; none if there is none. */
    static List<String> of(List<ComponentXml> components) {
        Map<String, List<ComponentXml>> users = new HashMap<>();
        Map<String, Integer> offers = new HashMap<>();
        for (ComponentXml component : components) {
            new HashSet<>(component.references())
                    .forEach(type -> users.computeIfAbsent(type, absent -> new ArrayList<>())
                            .add(component));
            new HashSet<>(component.provides()).forEach(type -> offers.merge(type, 1, Integer::sum));
        }
        return left(components, users, offers);
    }

    // Again and again takes away those that refer to nothing that is left.
    private static List<String> left(
            List<ComponentXml> components, Map<String, List<ComponentXml>> users, Map<String, Integer> offers) {
        Map<ComponentXml, Integer> open = new IdentityHashMap<>();
        Deque<ComponentXml> free = new ArrayDeque<>();
        for (ComponentXml component : components) {
            int needed = (int) component.references().stream()
                    .distinct()
                    .filter(offers::containsKey)
                    .count();
            open.put(component, needed);
            if (needed == 0) {
                free.add(component);
            }
        }
        while (!free.isEmpty()) {
            ComponentXml component = free.remove();
            open.remove(component);
            for (String type : Set.copyOf(component.provides())) {
                if (offers.merge(type, -1, Integer::sum) == 0) {
                    for (ComponentXml user : users.getOrDefault(type, List.of())) {
                        if (open.merge(user, -1, Integer::sum) == 0) {
                            free.add(user);
                        }
                    }
                }
            }
        }
        return open.keySet().stream().map(ComponentXml::implementation).sorted().toList();
    }
}
