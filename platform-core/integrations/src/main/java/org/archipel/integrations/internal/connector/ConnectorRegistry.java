package org.archipel.integrations.internal.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.archipel.api.connector.Connector;
import org.archipel.api.error.NotFoundException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.sandbox.Island;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The connectors that are registered as services at present. One with the property {@value Island#ORGANIZATION} belongs to that
 * organization alone; an extension's own registration is not looked at, only the guarded one that the sandbox makes for it.
 */
@Component(service = ConnectorRegistry.class)
public class ConnectorRegistry {
    private final Map<ServiceReference<Connector>, Offered> connectors = new ConcurrentHashMap<>();
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
        Offered offered = new Offered(connector, reference);
        if (offered.id().isPresent()) {
            connectors.put(reference, offered);
            tell(offered);
        }
    }

    public void removeConnector(Connector connector, ServiceReference<Connector> reference) {
        Offered removed = connectors.remove(reference);
        if (removed != null) {
            tell(removed);
        }
    }

    private void tell(Offered changed) {
        changed.id().ifPresent(id -> listeners.forEach(listener -> listener.accept(id)));
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
        for (RegisteredConnector candidate : best(organizationId, offered -> true)) {
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
        return best(
                        organizationId,
                        offered -> offered.id().filter(connectorId::equals).isPresent())
                .stream()
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
    private List<RegisteredConnector> best(String organizationId, Predicate<Offered> wanted) {
        return connectors.entrySet().stream()
                .filter(entry -> entry.getValue().visibleTo(organizationId) && wanted.test(entry.getValue()))
                .sorted(Map.Entry.<ServiceReference<Connector>, Offered>comparingByValue(
                                Comparator.comparing(offered -> !offered.builtIn()))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .flatMap(entry -> entry.getValue().registered().stream())
                .toList();
    }

    private static boolean isExtensionsOwn(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(Island.LOCATION_PREFIX);
    }
}
