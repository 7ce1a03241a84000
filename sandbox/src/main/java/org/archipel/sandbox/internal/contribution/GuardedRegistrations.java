package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.gate.SchemaShape;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.event.Level;

/** Offers connectors of an island to the platform: guarded, in the sandbox's own name, with properties that the platform chose. */
final class GuardedRegistrations {
    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final BundleContext context;
    private final List<Offer<?>> offers = new ArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    private record Offer<T>(Class<T> type, T service, Dictionary<String, Object> properties) {
        ServiceRegistration<T> register(BundleContext context) {
            return context.registerService(type, service, properties);
        }
    }

    GuardedRegistrations(LiveIsland island, GuardedCalls calls, LogRings logs, BundleContext context) {
        this.island = island;
        this.calls = calls;
        this.logs = logs;
        this.context = context;
    }

    /** Asks each contribution what it is; nothing is offered yet. */
    void prepare(Contributions contributions) {
        String location = island.location();
        for (Contribution<Connector> connector : contributions.of(location, Connector.class)) {
            prepareConnector(connector);
        }
    }

    private void prepareConnector(Contribution<Connector> contribution) {
        Connector guarded = contribution.guarded(calls);
        String id = guarded.definition().id();
        if (!island.policy().providesConnector(id)) {
            refused("connector " + id, "connector provide");
            return;
        }
        checkSchemas(guarded.definition());
        Dictionary<String, Object> properties = properties();
        properties.put(Island.CONNECTOR_ID, id);
        Supplier<List<Permission>> grants = () -> island.policy().grants();
        properties.put(Island.GRANTS, grants);
        offers.add(new Offer<>(Connector.class, guarded, properties));
    }

    // The platform checks with them what people enter.
    private static void checkSchemas(ConnectorDefinition definition) {
        Stream<ObjectNode> parameters = definition.operations().stream().map(Operation::parameters);
        Stream.concat(Stream.of(definition.configSchema(), definition.credentialsSchema()), parameters)
                .filter(Objects::nonNull)
                .flatMap(schema -> SchemaShape.problem(schema).stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw new PlatformException(
                            ErrorCode.EXTENSION_LOAD_FAILED,
                            "a schema of the connector " + definition.id() + " is refused: " + problem);
                });
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        InstallationInfo installation = island.installation();
        properties.put(Island.ORGANIZATION, installation.organizationId());
        properties.put(Island.INSTALLATION, installation.installationId());
        properties.put(Island.EXTENSION, installation.extensionId() + " " + installation.version());
        return properties;
    }

    private void refused(String what, String permission) {
        logs.write(island.installation(), Level.WARN, what + " is not offered: not granted: " + permission, null);
    }

    void offer() {
        offers.forEach(offer -> registrations.add(offer.register(context)));
        offers.clear();
    }

    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }
}
