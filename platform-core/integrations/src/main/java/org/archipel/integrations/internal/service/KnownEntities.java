package org.archipel.integrations.internal.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.error.FieldError;

/**
 * Whether the entities that an integration synchronizes are there. A connector whose data model is all that there is tells it at once; one
 * that asks the remote system for more tells it when the connection is tested; of one without a data model and without discovery only
 * the sync knows.
 */
final class KnownEntities {
    private static final int MOST_NAMES = 20;

    private KnownEntities() {}

    /** What is wrong with the names as far as the connector knows without the remote system. */
    static void check(ConnectorDefinition connector, List<String> entities, List<FieldError> errors) {
        if (connector.can(Capability.SCHEMA_DISCOVERY)
                || connector.dataModel().entities().isEmpty()) {
            return;
        }
        List<String> unknown = unknown(connector.dataModel(), entities);
        for (int i = 0; i < entities.size(); i++) {
            if (unknown.contains(entities.get(i))) {
                errors.add(new FieldError("/syncSettings/entities/" + i, text(connector.dataModel())));
            }
        }
    }

    /**
     * What the remote system says of names that the connector does not know by itself; it is asked only where there are some.
     *
     * @return empty if all are there, or nobody can tell
     */
    static Optional<Finding> ask(ConnectorDefinition connector, List<String> entities, ConnectorSession session) {
        List<String> open = unknown(connector.dataModel(), entities);
        if (open.isEmpty() || !connector.can(Capability.SCHEMA_DISCOVERY)) {
            return Optional.empty();
        }
        DataModel there = session.discover();
        return unknown(there, open).stream()
                .findFirst()
                .map(name -> new Finding(
                        Aspect.RESPONSE,
                        Outcome.FAILED,
                        "syncSettings.entities: '" + name + "' " + text(there) + ".",
                        "Name an entity that is there, or give the credentials the right to see it.",
                        0));
    }

    private static List<String> unknown(DataModel model, List<String> entities) {
        List<String> unknown = new ArrayList<>(entities);
        model.entities().forEach(entity -> unknown.removeIf(entity.name()::equals));
        return unknown;
    }

    private static String text(DataModel model) {
        TreeSet<String> names = new TreeSet<>();
        model.entities().forEach(entity -> names.add(entity.name()));
        return names.size() > MOST_NAMES || names.isEmpty()
                ? "is no entity of this connector"
                : "is no entity of this connector; there are " + String.join(", ", names);
    }
}
