package org.archipel.integrations.internal.service;

import static org.archipel.integrations.internal.service.Bounds.length;
import static org.archipel.integrations.internal.service.Bounds.limited;
import static org.archipel.integrations.internal.service.Bounds.range;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.connector.ConnectorChoice;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.mapping.Mapping;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.mapping.RecordFilter;
import org.archipel.integrations.internal.mapping.RecordRules;
import org.archipel.integrations.internal.mapping.ReverseMapping;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.RecordService;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.sandbox.SchemaErrors;
import org.archipel.transformation.Transformations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks integrations: a draft may lack anything, but what it says must make sense; an active one must be complete. */
@Component(service = IntegrationCheck.class)
public class IntegrationCheck {
    private static final Pattern ARCHIVE_FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT = 2000;

    private final ConnectorChoice choice;
    private final IntegrationStore store;
    private final Transformations engine;
    private final SyncSchedules schedules;

    @Activate
    public IntegrationCheck(
            @Reference ConnectorRegistry connectors,
            @Reference Transformations engine,
            @Reference SyncSchedules schedules,
            @Reference IntegrationStore store) {
        this.store = store;
        this.schedules = schedules;
        this.engine = engine;
        this.choice = new ConnectorChoice(connectors);
    }

    /** What is wrong with a draft of a new integration as far as it goes. */
    public List<FieldError> draft(String organizationId, IntegrationDraft draft) {
        return draft(organizationId, draft, Optional.empty());
    }

    /**
     * What is wrong with a draft as far as it goes.
     *
     * @param stored what it takes the place of: the names of its entities stay good; empty for nothing
     */
    public List<FieldError> draft(String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        List<FieldError> errors = new ArrayList<>();
        if (draft.name() == null || draft.name().isBlank()) {
            errors.add(new FieldError("/name", "is required"));
        } else {
            length(draft.name(), MAX_NAME, "/name", errors);
        }
        length(draft.description(), MAX_TEXT, "/description", errors);
        length(draft.connectorId(), MAX_NAME, "/connectorId", errors);
        ConfigCheck.check(draft.config(), errors);
        Mapping.compile(
                limited(draft.fieldMappings(), "/fieldMappings", errors),
                expression -> engine.function(organizationId, expression),
                "/fieldMappings",
                errors);
        if (draft.syncSettings().direction() == Direction.BIDIRECTIONAL && errors.isEmpty()) {
            ReverseMapping.compile(draft.fieldMappings(), "/fieldMappings", errors);
        }
        RecordRules.compile(
                organizationId,
                limited(draft.transformationRules(), "/transformationRules", errors),
                engine,
                "/transformationRules",
                errors);
        List<String> entities = settings(draft.syncSettings(), errors);
        errors.addAll(provider(organizationId, draft, stored));
        choice.connector(organizationId, draft, stored)
                .ifPresent(connector -> new KnownEntities(
                                connector.definition(), draft.config().connectorConfig())
                        .check(entities, kept(draft, stored), errors));
        matchKeys(draft, errors);
        tags(draft.tags(), errors);
        return errors;
    }

    /**
     * What is wrong with whose connector it is to be. Who offers an id now gets nothing by it that was meant for whom other integrations
     * have their connector of.
     *
     * @param stored the integration that it is of, or takes the place of; empty for none
     */
    List<FieldError> provider(String organizationId, IntegrationDraft draft, Optional<Integration> stored) {
        List<FieldError> errors = new ArrayList<>();
        if (choice.namesNobody(organizationId, draft, stored)) {
            errors.add(new FieldError("/connectorProvider", "offers no such connector at the moment"));
        }
        choice.byIdAlone(organizationId, draft, stored).ifPresent(found -> {
            Set<String> known = store.providers(organizationId, draft.connectorId());
            if (!known.isEmpty() && !known.contains(found)) {
                errors.add(new FieldError(
                        "/connectorProvider",
                        "is to be said: other integrations have this connector of " + String.join(", ", known)
                                + ", and the one that is there is of " + found));
            }
        });
        return errors;
    }

    private static Set<String> kept(IntegrationDraft draft, Optional<Integration> stored) {
        return stored.filter(present -> present.connectorId().equals(Optional.ofNullable(draft.connectorId())))
                .map(present -> Set.copyOf(present.syncSettings().entities()))
                .orElseGet(Set::of);
    }

    /**
     * What is wrong or missing before it can be active.
     *
     * @param credentials those that it would work with; empty if there are none
     * @param stored the integration that it is of, or takes the place of; empty for none
     */
    public List<FieldError> complete(
            String organizationId,
            IntegrationDraft draft,
            Optional<ObjectNode> credentials,
            Optional<Integration> stored) {
        List<FieldError> errors = draft(organizationId, draft, stored);
        errors.addAll(connection(organizationId, draft, credentials, stored));
        return errors;
    }

    /**
     * What is wrong or missing before the remote system can be called.
     *
     * @param stored the integration that it is of, or takes the place of; empty for none
     */
    public List<FieldError> connection(
            String organizationId,
            IntegrationDraft draft,
            Optional<ObjectNode> credentials,
            Optional<Integration> stored) {
        List<FieldError> errors = new ArrayList<>();
        if (draft.connectorId() == null || draft.connectorId().isBlank()) {
            errors.add(new FieldError("/connectorId", "is required"));
            return errors;
        }
        Optional<RegisteredConnector> found = choice.connector(organizationId, draft, stored);
        if (found.isEmpty()) {
            String of = choice.provider(organizationId, draft, stored)
                    .filter(provider -> !provider.equals(Integration.PLATFORM))
                    .map(provider -> " of the extension " + provider)
                    .orElse("");
            errors.add(new FieldError("/connectorId", "there is no such connector" + of));
            return errors;
        }
        var definition = found.get().definition();
        errors.addAll(SchemaErrors.of(
                definition.configSchema(), draft.config().connectorConfig(), "/config/connectorConfig"));
        errors.addAll(SchemaErrors.of(
                definition.credentialsSchema(),
                credentials.orElseGet(JsonNodeFactory.instance::objectNode),
                "/credentials"));
        direction(draft.syncSettings(), definition, errors);
        return errors;
    }

    private static void direction(SyncSettings settings, ConnectorDefinition connector, List<FieldError> errors) {
        if (settings.entities().isEmpty()) {
            return;
        }
        if (settings.direction() != Direction.OUTBOUND && !connector.can(Capability.READ)) {
            errors.add(new FieldError("/syncSettings/entities", "the connector cannot read"));
        }
        if (settings.direction() != Direction.INBOUND && !connector.can(Capability.WRITE)) {
            errors.add(new FieldError("/syncSettings/direction", "the connector cannot write"));
        }
    }

    /** @return its entities, none if there are too many */
    private List<String> settings(SyncSettings settings, List<FieldError> errors) {
        RecordFilter.compile(
                limited(settings.filterRules(), "/syncSettings/filterRules", errors),
                "/syncSettings/filterRules",
                errors);
        List<String> entities = entities(settings, errors);
        range(settings.batchSize(), 1, 10_000, "/syncSettings/batchSize", errors);
        range(settings.parallelism(), 1, 8, "/syncSettings/parallelism", errors);
        range(settings.jitterSeconds(), 0, 3600, "/syncSettings/jitterSeconds", errors);
        if (!(settings.maxErrorShare() >= 0 && settings.maxErrorShare() <= 1)) {
            errors.add(new FieldError("/syncSettings/maxErrorShare", "must be between 0 and 1"));
        }
        if (!(settings.maxMissingShare() >= 0 && settings.maxMissingShare() <= 1)) {
            errors.add(new FieldError("/syncSettings/maxMissingShare", "must be between 0 and 1"));
        }
        if (settings.fullScanHours() != null) {
            range(settings.fullScanHours(), 1, 8_760, "/syncSettings/fullScanHours", errors);
        }
        if (!ARCHIVE_FIELD.matcher(settings.archiveField()).matches()) {
            errors.add(new FieldError("/syncSettings/archiveField", "must be a field's name"));
        }
        errors.addAll(timing(settings));
        return entities;
    }

    private static List<String> entities(SyncSettings settings, List<FieldError> errors) {
        List<String> entities = limited(settings.entities(), "/syncSettings/entities", errors);
        for (int i = 0; i < entities.size(); i++) {
            if (!RecordService.isEntityName(entities.get(i))) {
                errors.add(new FieldError(
                        "/syncSettings/entities/" + i, "must be a letter, then letters, digits, '_', '.' or '-'"));
            }
        }
        if (new HashSet<>(entities).size() < entities.size()) {
            errors.add(new FieldError("/syncSettings/entities", "names an entity twice"));
        }
        return entities;
    }

    private List<FieldError> timing(SyncSettings settings) {
        List<FieldError> timing = new ArrayList<>();
        SyncTiming.check(settings, timing);
        if (timing.isEmpty()) {
            schedules
                    .problem(settings)
                    .ifPresent(problem -> timing.add(new FieldError("/syncSettings/schedule", problem)));
        }
        return timing;
    }

    private static void matchKeys(IntegrationDraft draft, List<FieldError> errors) {
        List<String> keys = limited(draft.syncSettings().matchKeys(), "/syncSettings/matchKeys", errors);
        List<String> mapped =
                draft.fieldMappings().stream().map(FieldMapping::targetField).toList();
        for (int i = 0; i < keys.size(); i++) {
            String pointer = "/syncSettings/matchKeys/" + i;
            try {
                MatchKeys.of(keys.subList(i, i + 1));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(pointer, e.getMessage()));
                continue;
            }
            if (!mapped.isEmpty() && !mapped.contains(keys.get(i))) {
                errors.add(new FieldError(pointer, "must be the targetField of a mapping"));
            }
        }
    }

    private static void tags(List<String> tags, List<FieldError> errors) {
        for (int i = 0; i < limited(tags, "/tags", errors).size(); i++) {
            length(tags.get(i), 100, "/tags/" + i, errors);
        }
    }
}
