package org.archipel.integrations.internal.connector;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.connector.Connector;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector's service. What it says of itself is asked for when it is first needed, where a property tells its id: reading the
 * definitions of all connectors would delay the platform's start. Thread-safe.
 */
final class Offered {
    private static final Logger LOG = LoggerFactory.getLogger(Offered.class);

    private final Connector connector;
    private final ServiceReference<Connector> reference;
    private final Optional<String> organization;
    private final Optional<String> announced;
    private Optional<RegisteredConnector> registered;

    Offered(Connector connector, ServiceReference<Connector> reference) {
        this.connector = connector;
        this.reference = reference;
        this.organization = Optional.ofNullable((String) reference.getProperty(Island.ORGANIZATION));
        this.announced = reference.getProperty(Island.CONNECTOR_ID) instanceof String id && organization.isEmpty()
                ? Optional.of(id)
                : Optional.empty();
    }

    /** The connector's id; empty if it does not say what it is. */
    Optional<String> id() {
        return announced.or(() -> registered().map(known -> known.definition().id()));
    }

    boolean visibleTo(String organizationId) {
        return organization.map(organizationId::equals).orElse(true);
    }

    boolean builtIn() {
        return organization.isEmpty();
    }

    /** The installation that it comes from; empty text for none. Earlier ones have lesser ids. */
    String installation() {
        return reference.getProperty(Island.INSTALLATION) instanceof String installation ? installation : "";
    }

    /** The connector with its definition; empty if it cannot be used. */
    synchronized Optional<RegisteredConnector> registered() {
        if (registered == null) {
            registered = read();
        }
        return registered;
    }

    private Optional<RegisteredConnector> read() {
        try {
            return Optional.of(new RegisteredConnector(
                    connector, connector.definition(), organization, provider(reference), grants()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector of {} cannot be used: it does not say what it is", reference.getBundle(), e);
            return Optional.empty();
        }
    }

    /** A built-in connector has what its bundle declares. */
    private Supplier<List<Permission>> grants() {
        return reference.getProperty(Island.GRANTS) instanceof Supplier<?> supplier
                ? () -> permissions(supplier.get())
                : new DeclaredNetwork(reference.getBundle());
    }

    private static List<Permission> permissions(Object grants) {
        return grants instanceof Collection<?> collection
                ? collection.stream()
                        .filter(Permission.class::isInstance)
                        .map(Permission.class::cast)
                        .toList()
                : List.of();
    }

    private static String provider(ServiceReference<Connector> reference) {
        if (reference.getProperty(Island.EXTENSION) instanceof String extension) {
            return extension;
        }
        Bundle bundle = reference.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
