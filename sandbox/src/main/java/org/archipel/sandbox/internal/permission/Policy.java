package org.archipel.sandbox.internal.permission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;

/** What one installation was granted, compiled for fast checks. Immutable; a change of grants makes a new one. */
public final class Policy {
    private final List<Permission> grants;
    private final NetworkPolicy network;
    private final long storageQuota;
    private final long filesQuota;
    private final List<Glob> readableEntities;
    private final List<Glob> writableEntities;
    private final List<Glob> publishedTopics;
    private final List<Glob> subscribedTopics;
    private final List<Glob> connectors;
    private final List<Glob> webhooks;
    private final List<PathPattern> paths;

    private Policy(List<Permission> grants) {
        this.grants = grants;
        network = NetworkPolicy.of(of("network", "connect").toList());
        storageQuota = amount(of("storage", "write"));
        filesQuota = amount(of("files", "temp"));
        readableEntities = globs("records", "read", "entities");
        writableEntities = globs("records", "write", "entities");
        publishedTopics = globs("events", "publish", "topics");
        subscribedTopics = globs("events", "subscribe", "topics");
        connectors = globs("connector", "provide", "types");
        webhooks = globs("connector", "receive", "types");
        paths = values("rest", "expose", "paths").map(PathPattern::parse).toList();
    }

    /** @throws org.archipel.api.error.ValidationException if a grant is outside of the vocabulary */
    public static Policy of(List<Permission> grants, Vocabulary vocabulary) {
        return new Policy(grants.stream().map(vocabulary::complete).toList());
    }

    /** All grants, in canonical form. */
    public List<Permission> grants() {
        return grants;
    }

    private Stream<Permission> of(String resource, String action) {
        return grants.stream()
                .filter(grant ->
                        grant.resource().equals(resource) && grant.actions().contains(action));
    }

    private static Stream<String> values(Permission grant, String type) {
        return grant.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .map(PermissionCondition::values)
                .flatMap(List::stream);
    }

    private Stream<String> values(String resource, String action, String type) {
        return of(resource, action).flatMap(grant -> values(grant, type));
    }

    private List<Glob> globs(String resource, String action, String type) {
        return values(resource, action, type).map(Glob::parse).toList();
    }

    private static long amount(Stream<Permission> grants) {
        return grants.flatMap(grant -> values(grant, "quotaBytes"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    public NetworkPolicy network() {
        return network;
    }

    /** Whether the action was granted at all, whatever its conditions. */
    public boolean allows(String resource, String action) {
        return of(resource, action).findAny().isPresent();
    }

    public void requireStorage(String action) {
        require(allows("storage", action), "storage " + action);
    }

    /** Bytes that the installation may keep. */
    public long storageQuota() {
        return storageQuota;
    }

    public void requireFiles() {
        require(allows("files", "temp"), "files temp");
    }

    /** Bytes of temporary files. */
    public long filesQuota() {
        return filesQuota;
    }

    public void requireReadable(String entity) {
        require(matches(readableEntities, entity), "records read " + entity);
    }

    public void requireWritable(String entity) {
        require(matches(writableEntities, entity), "records write " + entity);
    }

    public void requirePublish(String topic) {
        require(matches(publishedTopics, topic), "events publish " + topic);
    }

    public boolean subscribes(String topic) {
        return matches(subscribedTopics, topic);
    }

    public void requireSecret(String name) {
        require(values("secrets", "read", "names").anyMatch(Predicate.isEqual(name)), "secrets read " + name);
    }

    /** Whether it may offer the connector of this id. */
    public boolean providesConnector(String id) {
        return matches(connectors, id);
    }

    /** Whether it may process the webhooks of the connector of this id: who may provide it sees them anyway. */
    public boolean receivesWebhooks(String id) {
        return matches(webhooks, id) || providesConnector(id);
    }

    /** Whether panels may be shown at the place in the console. */
    public boolean showsPanelsIn(String slot) {
        return values("ui", "contribute", "slots").anyMatch(Predicate.isEqual(slot));
    }

    /** The shortest time between two runs; empty if nothing may be scheduled. */
    public Optional<Duration> minInterval() {
        return values("schedule", "run", "minInterval").map(Duration::parse).min(Duration::compareTo);
    }

    /** @param path below the extension's address, decoded and in normal form */
    public boolean exposes(String path) {
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static boolean matches(List<Glob> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }

    private static void require(boolean granted, String what) {
        if (!granted) {
            throw new PermissionDeniedException("not granted: " + what);
        }
    }
}
