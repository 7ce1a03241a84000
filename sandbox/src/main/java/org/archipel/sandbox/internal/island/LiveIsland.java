package org.archipel.sandbox.internal.island;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.permission.Policy;

/** An admitted island with its present grants and configuration. Thread-safe. */
public final class LiveIsland {
    private final String location;
    private final InstallationInfo installation;
    private volatile Terms terms;

    private record Terms(Policy policy, ObjectNode config) {}

    LiveIsland(String location, InstallationInfo installation, Policy policy, ObjectNode config) {
        this.location = location;
        this.installation = installation;
        change(policy, config);
    }

    void change(Policy policy, ObjectNode config) {
        terms = new Terms(policy, config.deepCopy());
    }

    public String location() {
        return location;
    }

    public InstallationInfo installation() {
        return installation;
    }

    public Policy policy() {
        return terms.policy();
    }

    /** A copy of the present configuration. */
    public ObjectNode config() {
        return terms.config().deepCopy();
    }
}
