package org.archipel.gateway.internal.live;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.archipel.gateway.internal.pipeline.Endpoint;

/** What answers at one path: an endpoint for each method and version. Immutable. */
public final class Methods {
    private static final Methods NONE = new Methods(Map.of());

    private final Map<String, SortedMap<Integer, Endpoint>> endpoints;
    private final String allowed;

    private Methods(Map<String, SortedMap<Integer, Endpoint>> endpoints) {
        this.endpoints = endpoints;
        TreeSet<String> names = new TreeSet<>(endpoints.keySet());
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        names.add("OPTIONS");
        this.allowed = String.join(", ", names);
    }

    /** @param present null for none */
    static Methods with(Methods present, Endpoint endpoint) {
        Map<String, SortedMap<Integer, Endpoint>> changed = new TreeMap<>((present == null ? NONE : present).endpoints);
        SortedMap<Integer, Endpoint> versions = new TreeMap<>(changed.getOrDefault(endpoint.method(), new TreeMap<>()));
        versions.put(endpoint.major(), endpoint);
        changed.put(endpoint.method(), versions);
        return new Methods(changed);
    }

    /** Null if nothing is left. */
    static Methods without(Methods present, Endpoint endpoint) {
        Map<String, SortedMap<Integer, Endpoint>> changed = new TreeMap<>(present.endpoints);
        SortedMap<Integer, Endpoint> versions = new TreeMap<>(changed.getOrDefault(endpoint.method(), new TreeMap<>()));
        versions.remove(endpoint.major());
        if (versions.isEmpty()) {
            changed.remove(endpoint.method());
        } else {
            changed.put(endpoint.method(), versions);
        }
        return changed.isEmpty() ? null : new Methods(changed);
    }

    /** The value of the Allow header. */
    public String allowed() {
        return allowed;
    }

    public boolean has(String method) {
        return endpoints.containsKey(method);
    }

    /** The endpoint of a version. */
    public Optional<Endpoint> version(String method, int major) {
        return Optional.ofNullable(endpoints.get(method)).map(versions -> versions.get(major));
    }

    /** Whether callers can choose among versions. */
    public boolean hasVersions(String method) {
        return endpoints.getOrDefault(method, new TreeMap<>()).size() > 1;
    }

    /**
     * The endpoint for callers who name no version: the oldest that is not deprecated, so that a new version changes nothing for them;
     * if all are deprecated, the oldest that has not ended.
     */
    public Optional<Endpoint> standard(String method) {
        SortedMap<Integer, Endpoint> versions = endpoints.get(method);
        if (versions == null) {
            return Optional.empty();
        }
        return versions.values().stream()
                .filter(endpoint -> endpoint.deprecation().isEmpty())
                .findFirst()
                .or(() -> versions.values().stream()
                        .filter(endpoint -> !endpoint.hasEnded())
                        .findFirst())
                .or(() -> versions.values().stream().findFirst());
    }
}
