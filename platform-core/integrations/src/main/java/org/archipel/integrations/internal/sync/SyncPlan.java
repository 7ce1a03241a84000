package org.archipel.integrations.internal.sync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.mapping.Mapping;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.mapping.RecordFilter;
import org.archipel.integrations.internal.mapping.RecordRules;
import org.archipel.integrations.internal.mapping.ReverseMapping;
import org.archipel.integrations.internal.merge.MergePolicy;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.Json;
import org.archipel.transformation.Transformations;

/**
 * An integration's sync settings, compiled. Immutable.
 *
 * @param direction which way the integration synchronizes
 * @param merge how both sides come together, in a bidirectional sync
 * @param shape what a hub record is for the remote side
 * @param pageSize records to ask for in one page
 * @param recordsPerTransaction records to write in one transaction
 * @param maxErrorShare past this share of quarantined records a run fails
 * @param missing what becomes of records that a full scan does not meet
 * @param maxMissingShare past this share of them a run stops
 * @param settingsHash changes with whatever decides what a record becomes; a watermark of other settings is of no use
 */
record SyncPlan(
        RecordPreparation preparation,
        Direction direction,
        MergePolicy merge,
        OutboundShape shape,
        int pageSize,
        int recordsPerTransaction,
        double maxErrorShare,
        Missing missing,
        double maxMissingShare,
        String settingsHash) {
    static SyncPlan of(Integration integration, Transformations engine) {
        List<FieldError> errors = new ArrayList<>();
        var settings = integration.syncSettings();
        RecordFilter filter = RecordFilter.compile(settings.filterRules(), "/syncSettings/filterRules", errors);
        String organizationId = integration.organizationId();
        Mapping mapping = Mapping.compile(
                integration.fieldMappings(),
                expression -> engine.function(organizationId, expression),
                "/fieldMappings",
                errors);
        RecordRules rules = RecordRules.compile(
                organizationId, integration.transformationRules(), engine, "/transformationRules", errors);
        ReverseMapping reverse = reverse(integration, errors);
        if (!errors.isEmpty()) {
            throw new ValidationException("the integration's mappings, rules or filters are not valid", errors);
        }
        RecordPreparation preparation = new RecordPreparation(filter, mapping, rules);
        return new SyncPlan(
                preparation,
                settings.direction(),
                merge(integration, reverse),
                OutboundShape.of(integration, preparation, reverse),
                integration.config().batchSize(),
                settings.batchSize(),
                settings.maxErrorShare(),
                settings.missing(),
                settings.maxMissingShare(),
                hash(integration));
    }

    /** How an integration whose mappings are valid brings both sides together. */
    static MergePolicy merge(Integration integration) {
        return merge(integration, reverse(integration, new ArrayList<>()));
    }

    private static MergePolicy merge(Integration integration, ReverseMapping reverse) {
        var settings = integration.syncSettings();
        boolean both = settings.direction() == Direction.BIDIRECTIONAL;
        return new MergePolicy(
                settings.conflictResolution(),
                settings.deletions(),
                settings.archiveField(),
                reverse,
                MatchKeys.of(both ? settings.matchKeys() : List.of()));
    }

    private static ReverseMapping reverse(Integration integration, List<FieldError> errors) {
        boolean both = integration.syncSettings().direction() == Direction.BIDIRECTIONAL;
        return ReverseMapping.compile(
                both && errors.isEmpty() ? integration.fieldMappings() : List.of(), "/fieldMappings", errors);
    }

    private static String hash(Integration integration) {
        var decisive = Json.object();
        decisive.put("connector", integration.connectorId().orElse(""));
        decisive.put("endpoint", integration.config().endpoint());
        decisive.set("connectorConfig", integration.config().connectorConfig());
        decisive.put("mappings", Json.write(integration.fieldMappings()));
        if (!integration.transformationRules().isEmpty()) {
            decisive.put("rules", Json.write(integration.transformationRules()));
        }
        if (integration.syncSettings().direction() != Direction.INBOUND) {
            decisive.put("direction", integration.syncSettings().direction().name());
        }
        decisive.put("filters", Json.write(integration.syncSettings().filterRules()));
        return ContentHash.of(Json.write(decisive).getBytes(StandardCharsets.UTF_8));
    }
}
