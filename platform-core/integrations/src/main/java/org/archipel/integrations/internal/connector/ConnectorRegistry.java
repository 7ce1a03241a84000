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
import java.util.stream.Stream;
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

    /** The connector that an organization gets which chooses this id: another of the same id is got only by its provider's name. */
    public Optional<RegisteredConnector> find(String organizationId, String connectorId) {
        return all(organizationId, connectorId).findFirst();
    }

    /**
     * The connector of a provider.
     *
     * @param provider as {@link RegisteredConnector#providerId} says
     */
    public Optional<RegisteredConnector> find(String organizationId, String connectorId, String provider) {
        return all(organizationId, connectorId)
                .filter(registered -> registered.providerId().equals(provider))
                .findFirst();
    }

    private Stream<RegisteredConnector> all(String organizationId, String connectorId) {
        return best(
                        organizationId,
                        offered -> offered.id().filter(connectorId::equals).isPresent())
                .stream()
                .filter(registered -> registered.definition().id().equals(connectorId));
    }

    /**
     * The connector of an integration, if it is there. Nobody else's of the same id takes its place, as it would get the credentials; where
     * it is not settled whose it is, only the platform's own may.
     */
    public Optional<RegisteredConnector> find(Integration integration) {
        String provider = integration.connectorProvider().orElse(Integration.PLATFORM);
        return integration.connectorId().flatMap(id -> find(integration.organizationId(), id, provider));
    }

    /** Whether it is not settled whose connector the integration has, though there is one that it could have. */
    boolean awaitsProvider(Integration integration) {
        return integration.connectorProvider().isEmpty()
                && integration
                        .connectorId()
                        .flatMap(id -> find(integration.organizationId(), id))
                        .isPresent();
    }

    /** @throws ConnectorUnavailableException if it is not there */
    public RegisteredConnector require(Integration integration) {
        return find(integration).orElseThrow(() -> unavailable(integration));
    }

    /** What is to be said where the connector of an integration is not there. */
    public ConnectorUnavailableException unavailable(Integration integration) {
        return new ConnectorUnavailableException(integration.connectorId().orElse(""), whyAway(integration));
    }

    /** What an administrator is to know about the connector of an integration that is not there. */
    String whyAway(Integration integration) {
        String id = integration.connectorId().orElse("");
        Optional<String> other = find(integration.organizationId(), id).map(RegisteredConnector::providerId);
        if (integration.connectorProvider().isEmpty()) {
            return other.map(
                            provider -> "The connector '" + id + "' was not there when it was chosen; to have that of '"
                                    + provider + "', save the integration again.")
                    .orElseGet(() -> "The connector '" + id + "' is not available at the moment.");
        }
        String provider = integration.connectorProvider().get();
        String away = provider.equals(Integration.PLATFORM)
                ? "The connector '" + id + "' is not available at the moment."
                : "The connector '" + id + "' of the extension '" + provider + "' is not available at the moment.";
        return other.map(offering -> away + " '" + offering + "' offers one of the same id, which gets nothing of the"
                        + " integration before it is saved with that connectorProvider.")
                .orElse(away);
    }

    /** @throws NotFoundException if the organization has no such connector */
    public RegisteredConnector get(String organizationId, String connectorId) {
        return find(organizationId, connectorId)
                .orElseThrow(() -> new NotFoundException("There is no such connector."));
    }

    /**
     * The platform's own first, then those of earlier installations: an extension takes over no id of the platform, and none of an
     * extension that was there before it. Those of one installation as the framework ranks services.
     */
    private List<RegisteredConnector> best(String organizationId, Predicate<Offered> wanted) {
        return connectors.entrySet().stream()
                .filter(entry -> entry.getValue().visibleTo(organizationId) && wanted.test(entry.getValue()))
                .sorted(Map.Entry.<ServiceReference<Connector>, Offered>comparingByValue(
                                Comparator.comparing((Offered offered) -> !offered.builtIn())
                                        .thenComparing(Offered::installation))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .flatMap(entry -> entry.getValue().registered().stream())
                .toList();
    }

    private static boolean isExtensionsOwn(Bundle bundle) {
        return bundle != null && bundle.getLocation().startsWith(Island.LOCATION_PREFIX);
    }
}
