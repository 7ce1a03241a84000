package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;

/**
 * Whether the entities that an integration synchronizes are there. A connector whose data model is all that there is, and one whose
 * entities are those of the integration's settings, tells it at once; one that asks the remote system for more tells it when the
 * connection is tested; of others only the sync knows.
 */
final class KnownEntities {
    private static final int MOST_NAMES = 20;

    private final ConnectorDefinition connector;
    private final ObjectNode settings;

    /** @param settings the integration's configuration of the connector */
    KnownEntities(ConnectorDefinition connector, ObjectNode settings) {
        this.connector = connector;
        this.settings = settings;
    }

    /**
     * What is wrong with the names as far as it can be told without the remote system. Settings that name no entities yet say nothing.
     *
     * @param kept names that are not looked at
     */
    void check(List<String> entities, Set<String> kept, List<FieldError> errors) {
        Set<String> all = all().orElse(Set.of());
        if (all.isEmpty()) {
            return;
        }
        String text = text(all);
        for (int i = 0; i < entities.size(); i++) {
            String name = entities.get(i);
            if (!all.contains(name) && !kept.contains(name)) {
                errors.add(new FieldError("/syncSettings/entities/" + i, text));
            }
        }
    }

    /** Whether the remote system has to be asked for some of the names, and can be. */
    boolean needsRemote(List<String> entities) {
        return all().isEmpty()
                && connector.can(Capability.SCHEMA_DISCOVERY)
                && missing(names(connector.dataModel()), entities).isPresent();
    }

    /** What can be said of the names without the remote system; empty if all are there, or it cannot tell. */
    Optional<Finding> find(List<String> entities) {
        return all().flatMap(all -> missing(all, entities).map(name -> absent(name, all)));
    }

    /**
     * What the remote system says of the names. That it cannot be asked, or fails to answer, says nothing of them.
     *
     * @return empty if all are there
     */
    Optional<Finding> ask(List<String> entities, ConnectorSession session) {
        Set<String> there;
        try {
            there = names(session.discover());
        } catch (PlatformException e) {
            return Optional.of(skipped(": " + e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(skipped("; the connector failed unexpectedly."));
        }
        if (there.isEmpty()) {
            return Optional.of(skipped(": the remote system tells of none."));
        }
        Set<String> all = new HashSet<>(there);
        all.addAll(names(connector.dataModel()));
        return missing(all, entities).map(name -> absent(name, all));
    }

    /** All names that there are; empty if that cannot be told without the remote system. */
    private Optional<Set<String>> all() {
        Set<String> known = names(connector.dataModel());
        if (known.isEmpty()) {
            return ConfiguredEntities.names(connector.configSchema(), settings);
        }
        return connector.can(Capability.SCHEMA_DISCOVERY) ? Optional.empty() : Optional.of(known);
    }

    private static Optional<String> missing(Set<String> all, List<String> entities) {
        return entities.stream().filter(name -> !all.contains(name)).findFirst();
    }

    private static Set<String> names(DataModel model) {
        Set<String> names = new HashSet<>();
        model.entities().forEach(entity -> names.add(entity.name()));
        return names;
    }

    private static Finding absent(String name, Set<String> all) {
        return new Finding(
                Aspect.RESPONSE,
                Outcome.FAILED,
                "syncSettings.entities: '" + name + "' " + text(all) + ".",
                "Name an entity that is there, or give the credentials the right to see it.",
                0);
    }

    private static Finding skipped(String reason) {
        return new Finding(
                Aspect.RESPONSE,
                Outcome.SKIPPED,
                "Whether all entities of syncSettings.entities are there cannot be told" + reason,
                "",
                0);
    }

    private static String text(Set<String> all) {
        return all.size() > MOST_NAMES || all.isEmpty()
                ? "is no entity of this connector"
                : "is no entity of this connector; there are " + String.join(", ", new TreeSet<>(all));
    }
}
