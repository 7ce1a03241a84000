package org.archipel.integrations.internal.fakes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.Island;

/** References to connectors as the sandbox registers them for extensions. */
public final class ExtensionReference {
    private ExtensionReference() {}

    /**
     * @param installation lesser for an earlier one
     * @param hosts that the extension was granted
     */
    public static FakeReference of(String organization, String installation, String extension, String... hosts) {
        Supplier<List<Permission>> grants = () -> List.of(new Permission(
                "network", Set.of("connect"), List.of(new PermissionCondition("hosts", List.of(hosts)))));
        return new FakeReference(Map.of(
                Island.ORGANIZATION,
                organization,
                Island.INSTALLATION,
                installation,
                Island.EXTENSION,
                extension + " 1.0.0",
                Island.CONNECTOR_ID,
                ScriptedConnector.ID,
                Island.GRANTS,
                grants));
    }
}
