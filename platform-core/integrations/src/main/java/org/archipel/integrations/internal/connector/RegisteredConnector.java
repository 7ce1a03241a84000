package org.archipel.integrations.internal.connector;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.permission.Permission;
import org.archipel.integrations.internal.model.Integration;

/**
 * A connector that is there at present.
 *
 * @param organizationId the only organization that may use it; empty for all
 * @param provider name and version of the extension, or of the platform's bundle, that it came with
 * @param grants what the connector may do, as of now
 */
public record RegisteredConnector(
        Connector connector,
        ConnectorDefinition definition,
        Optional<String> organizationId,
        String provider,
        Supplier<List<Permission>> grants) {
    boolean visibleTo(String organization) {
        return organizationId.map(organization::equals).orElse(true);
    }

    /** Whose it is, as an integration keeps it: the id of the extension, whatever its version, or {@link Integration#PLATFORM}. */
    public String providerId() {
        return builtIn() ? Integration.PLATFORM : provider.split(" ", 2)[0];
    }

    /** Whether it is one of the platform's own. */
    public boolean builtIn() {
        return organizationId.isEmpty();
    }
}
