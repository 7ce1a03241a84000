package org.archipel.marketplace.internal.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.Health;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;

/** A runtime that notes what it is told; health and migration can be set by version. */
public final class RecordingRuntime implements ExtensionRuntime {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Island> islands = new ConcurrentHashMap<>();
    private final Map<String, Health> health = new ConcurrentHashMap<>();
    private final Map<String, CallOutcomes> outcomes = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> migrated = new ConcurrentHashMap<>();
    private final Map<String, String> serving = new ConcurrentHashMap<>();
    private volatile boolean restored;

    /** Whether the runtime was told that all installations were looked at. */
    public boolean isRestored() {
        return restored;
    }

    public void outcomes(String version, CallOutcomes of) {
        outcomes.put(version, of);
    }

    public void health(String version, Health answer) {
        health.put(version, answer);
    }

    public void migrateTo(String version, ObjectNode config) {
        migrated.put(version, config);
    }

    /** The calls so far, as {@code verb version}. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public void forget() {
        calls.clear();
    }

    /** The version that calls go to, by installation. */
    public Map<String, String> serving() {
        return serving;
    }

    public Island island(String location) {
        return islands.get(location);
    }

    public int islands() {
        return islands.size();
    }

    @Override
    public void admit(Island island) {
        islands.put(island.location(), island);
        note("admit", island.location());
    }

    @Override
    public void change(String installationId, List<Permission> grants, ObjectNode config) {
        calls.add("change");
        islands.replaceAll((location, island) -> location.contains(installationId)
                ? new Island(location, island.installation(), grants, config)
                : island);
    }

    @Override
    public void activate(String location, Duration limit) {
        note("activate", location);
    }

    @Override
    public CallOutcomes outcomes(String location) {
        return outcomes.getOrDefault(version(location), CallOutcomes.NONE);
    }

    @Override
    public Health health(String location) {
        note("health", location);
        return health.getOrDefault(version(location), Health.healthy());
    }

    @Override
    public ObjectNode migrate(String location, String fromVersion, ObjectNode config) {
        note("migrate", location);
        return migrated.getOrDefault(version(location), config);
    }

    @Override
    public void serve(String location) {
        note("serve", location);
        serving.put(installation(location), version(location));
    }

    @Override
    public void drain(String location, Duration deadline) {
        note("drain", location);
        serving.remove(installation(location), version(location));
    }

    @Override
    public void dismiss(String location) {
        note("dismiss", location);
        islands.remove(location);
    }

    @Override
    public void withdraw() {
        calls.add("withdraw");
        serving.clear();
    }

    @Override
    public void restored() {
        restored = true;
    }

    private void note(String verb, String location) {
        calls.add(verb + " " + version(location));
    }

    private static String version(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String installation(String location) {
        return location.substring(Island.LOCATION_PREFIX.length(), location.lastIndexOf('/'));
    }
}
