package org.archipel.integrations.internal.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.archipel.api.connector.Connector;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.permission.Permission;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors that are registered as services at present. One with the property {@value Island#ORGANIZATION} belongs to that
 * organization alone; an extension's own registration is not looked at, only the guarded one that the sandbox makes for it.
 */
@Component(service = ConnectorRegistry.class)
public class ConnectorRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRegistry.class);

    private final Map<ServiceReference<Connector>, RegisteredConnector> connectors = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @Reference(
            service = Connector.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeConnector")
    public void addConnector(Connector connector, ServiceReference<Connector> reference) {
        if (isExtensionsOwn(reference.getBundle())) {
            return;
        }
        try {
            var registered = new RegisteredConnector(
                    connector,
                    connector.definition(),
                    Optional.ofNullable((String) reference.getProperty(Island.ORGANIZATION)),
                    provider(reference.getBundle()),
                    grants(reference));
            connectors.put(reference, registered);
            tell(registered);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector of {} cannot be used: it does not say what it is", reference.getBundle(), e);
        }
    }

    public void removeConnector(Connector connector, ServiceReference<Connector> reference) {
        RegisteredConnector removed = connectors.remove(reference);
        if (removed != null) {
            tell(removed);
        }
    }

    private void tell(RegisteredConnector changed) {
        listeners.forEach(listener -> listener.accept(changed.definition().id()));
    }

    /** Calls back with the id of the connector, on the thread of the change, after each coming and going. */
    void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    void removeListener(Consumer<String> listener) {
        listeners.remove(listener);
    }

    /** What an organization can use, in order of the ids. */
    public List<RegisteredConnector> visibleTo(String organizationId) {
        List<RegisteredConnector> visible = new ArrayList<>();
        for (RegisteredConnector candidate : best(organizationId)) {
            boolean shadowed = visible.stream()
                    .anyMatch(seen ->
                            seen.definition().id().equals(candidate.definition().id()));
            if (!shadowed) {
                visible.add(candidate);
            }
        }
        visible.sort(Comparator.comparing(registered -> registered.definition().id()));
        return visible;
    }

    public Optional<RegisteredConnector> find(String organizationId, String connectorId) {
        return best(organizationId).stream()
                .filter(registered -> registered.definition().id().equals(connectorId))
                .findFirst();
    }

    /** The connector of an integration, if it is there. */
    public Optional<RegisteredConnector> find(Integration integration) {
        return integration.connectorId().flatMap(id -> find(integration.organizationId(), id));
    }

    /** @throws ConnectorUnavailableException if it is not there */
    public RegisteredConnector require(Integration integration) {
        return find(integration)
                .orElseThrow(() -> new ConnectorUnavailableException(
                        integration.connectorId().orElse("")));
    }

    /** @throws NotFoundException if the organization has no such connector */
    public RegisteredConnector get(String organizationId, String connectorId) {
        return find(organizationId, connectorId)
                .orElseThrow(() -> new NotFoundException("There is no such connector."));
    }

    /** The platform's own first: an extension does not take over an id of the platform. Then as the framework ranks services. */
    private List<RegisteredConnector> best(String organizationId) {
        return connectors.entrySet().stream()
                .filter(entry -> entry.getValue().visibleTo(organizationId))
                .sorted(Map.Entry.<ServiceReference<Connector>, RegisteredConnector>comparingByValue(
                                Comparator.comparing(registered -> !registered.builtIn()))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isExtensionsOwn(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(Island.LOCATION_PREFIX);
    }

    /** A built-in connector has what its bundle declares. */
    private static Supplier<List<Permission>> grants(ServiceReference<Connector> reference) {
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

    private static String provider(Bundle bundle) {
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
