package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that a built-in connector's descriptor names, read when they are first asked for. One that declares all hosts reaches only
 * what its integrations name. Thread-safe.
 */
final class DeclaredNetwork implements Supplier<List<Permission>> {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredNetwork.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private final Bundle bundle;
    private List<Permission> permissions;

    /** @param bundle null where there is none */
    DeclaredNetwork(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public synchronized List<Permission> get() {
        if (permissions == null) {
            permissions = read();
        }
        return permissions;
    }

    private List<Permission> read() {
        URL descriptor = bundle == null ? null : bundle.getEntry(DESCRIPTOR);
        if (descriptor == null) {
            return List.of();
        }
        List<String> hosts = new ArrayList<>();
        try (InputStream in = descriptor.openStream()) {
            for (JsonNode permission : JSON.readTree(in).path("permissions")) {
                if (permission.path("resource").asText().equals("network")) {
                    permission
                            .path("conditions")
                            .forEach(condition -> condition.path("values").forEach(value -> hosts.add(value.asText())));
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "The descriptor of {} cannot be read: its connector reaches only what integrations name",
                    bundle,
                    e);
            return List.of();
        }
        hosts.remove("*");
        return hosts.isEmpty()
                ? List.of()
                : List.of(
                        new Permission("network", Set.of("connect"), List.of(new PermissionCondition("hosts", hosts))));
    }
}
