package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.gate.SchemaShape;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.BundleContext;
import org.slf4j.event.Level;

/** Offers connectors of an island to the platform: guarded, in the sandbox's own name, with properties that the platform chose. */
final class GuardedRegistrations {
    private final LiveIsland island;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final BundleContext context;
    private final List<OfferedConnector> offers = new ArrayList<>();

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
        ConnectorDefinition definition = contribution.guarded(calls).definition();
        String id = definition.id();
        Optional<String> problem = schemaProblem(definition);
        if (!island.policy().providesConnector(id)) {
            warn("connector " + id + " is not offered: not granted: connector provide");
        } else if (problem.isPresent()) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "a schema of the connector " + id + " is refused: " + problem.get());
        }
        // It may be granted later.
        if (problem.isEmpty()) {
            Connector guarded = contribution.guarded(calls, () -> requireProvided(id));
            offers.add(new OfferedConnector(island, id, new KnownConnector(definition, guarded), properties(id)));
        }
    }

    private void requireProvided(String id) {
        if (!island.policy().providesConnector(id)) {
            throw new PermissionDeniedException("not granted: connector provide " + id);
        }
    }

    // The platform checks with them what people enter.
    private static Optional<String> schemaProblem(ConnectorDefinition definition) {
        Stream<ObjectNode> parameters = definition.operations().stream().map(Operation::parameters);
        return Stream.concat(Stream.of(definition.configSchema(), definition.credentialsSchema()), parameters)
                .filter(Objects::nonNull)
                .flatMap(schema -> SchemaShape.problem(schema).stream())
                .findFirst();
    }

    private Dictionary<String, Object> properties(String id) {
        Dictionary<String, Object> properties = new Hashtable<>();
        InstallationInfo installation = island.installation();
        properties.put(Island.ORGANIZATION, installation.organizationId());
        properties.put(Island.INSTALLATION, installation.installationId());
        properties.put(Island.EXTENSION, installation.extensionId() + " " + installation.version());
        properties.put(Island.CONNECTOR_ID, id);
        Supplier<List<Permission>> grants = () -> island.policy().grants();
        properties.put(Island.GRANTS, grants);
        return properties;
    }

    private void warn(String message) {
        logs.write(island.installation(), Level.WARN, message, null);
    }

    /** Offers what is granted, and takes back what is not any more. */
    void offer() {
        offers.forEach(offer -> offer.follow(context));
    }

    void withdraw() {
        offers.forEach(OfferedConnector::withdraw);
    }
}
