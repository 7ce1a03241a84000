package org.archipel.gateway.internal.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.archipel.gateway.internal.model.CachingSettings;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.pipeline.Endpoint;
import org.archipel.gateway.internal.route.RouteTree;

/** The endpoints of one organization. Immutable: a change gives another one. */
public final class OrganizationApis {
    private final RouteTree<Methods> tree;
    private final Map<String, Endpoint> endpoints;
    private final long changes;
    private final List<CustomApi> caching;

    private OrganizationApis(RouteTree<Methods> tree, Map<String, Endpoint> endpoints, long changes) {
        this.tree = tree;
        this.endpoints = endpoints;
        this.changes = changes;
        this.caching = endpoints.values().stream()
                .map(Endpoint::api)
                .filter(OrganizationApis::caches)
                .toList();
    }

    private static boolean caches(CustomApi api) {
        CachingSettings settings = api.definition().config().caching();
        return settings != null && settings.enabled();
    }

    /** The APIs that keep answers. */
    List<CustomApi> caching() {
        return caching;
    }

    static OrganizationApis none(long changes) {
        return new OrganizationApis(RouteTree.empty(), Map.of(), changes);
    }

    /** How often the organization's APIs had been changed when this was read. */
    long changes() {
        return changes;
    }

    OrganizationApis at(long changed) {
        return new OrganizationApis(tree, endpoints, changed);
    }

    /** The endpoints by the APIs' ids. */
    public Map<String, Endpoint> endpoints() {
        return endpoints;
    }

    /** What answers at a path, and the values of its parameters. */
    public Optional<RouteTree.Match<Methods>> find(List<String> segments) {
        return tree.find(segments);
    }

    /** The same of those that have what is wanted. */
    public Optional<RouteTree.Match<Methods>> find(List<String> segments, Predicate<Methods> wanted) {
        return tree.find(segments, wanted);
    }

    public Optional<Endpoint> byId(String id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    OrganizationApis with(Endpoint endpoint) {
        return with(List.of(endpoint));
    }

    OrganizationApis with(List<Endpoint> added) {
        RouteTree<Methods> changed = tree;
        Map<String, Endpoint> all = new HashMap<>(endpoints);
        for (Endpoint endpoint : added) {
            Endpoint before = all.put(endpoint.api().id(), endpoint);
            if (before != null) {
                changed = without(changed, before);
            }
            changed = changed.with(endpoint.path(), methods -> Methods.with(methods, endpoint));
        }
        return new OrganizationApis(changed, all, changes);
    }

    OrganizationApis without(String id) {
        Endpoint present = endpoints.get(id);
        if (present == null) {
            return this;
        }
        Map<String, Endpoint> rest = new HashMap<>(endpoints);
        rest.remove(id);
        return new OrganizationApis(without(tree, present), rest, changes);
    }

    private static RouteTree<Methods> without(RouteTree<Methods> tree, Endpoint endpoint) {
        return tree.with(
                endpoint.path(),
                methods -> methods == null
                                || methods.version(endpoint.method(), endpoint.major())
                                        .filter(present -> present == endpoint)
                                        .isEmpty()
                        ? methods
                        : Methods.without(methods, endpoint));
    }
}
