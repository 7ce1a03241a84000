package org.archipel.integrations.internal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.TransformationRule;

/** An integration's row. Its parts are JSON documents: they are read and written as a whole. */
@Entity
@Table(name = "integrations")
public class IntegrationRow {
    private static final int MAX_REASON = 2000;

    @Id
    private String id;

    @Column(name = "organization_id", updatable = false)
    private String organizationId;

    private String name;
    private String description;
    private String type;

    @Column(name = "connector_id")
    private String connectorId;

    @Column(name = "connector_provider")
    private String connectorProvider;

    @Lob
    private String config;

    @Lob
    @Column(name = "field_mappings")
    private String fieldMappings;

    @Lob
    @Column(name = "transformation_rules")
    private String transformationRules;

    @Lob
    @Column(name = "sync_settings")
    private String syncSettings;

    @Lob
    private String tags;

    private String status;

    @Column(name = "status_reason")
    private String statusReason;

    @Column(name = "resume_status")
    private String resumeStatus;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    @Column(name = "created_at", updatable = false)
    private LocalDateTime createdAt;

    @Column(name = "updated_at")
    private LocalDateTime updatedAt;

    @Version
    private long revision;

    /** For JPA. */
    protected IntegrationRow() {}

    IntegrationRow(Integration integration) {
        id = integration.id();
        organizationId = integration.organizationId();
        createdBy = integration.createdBy();
        createdAt = LocalDateTime.ofInstant(integration.createdAt(), ZoneOffset.UTC);
        accept(integration);
    }

    /** Takes over everything that can change. */
    final void accept(Integration integration) {
        name = integration.name();
        description = integration.description().orElse(null);
        type = integration.type().name();
        connectorId = integration.connectorId().orElse(null);
        connectorProvider = integration.connectorProvider().orElse(null);
        config = Json.write(integration.config());
        fieldMappings = Json.write(integration.fieldMappings());
        transformationRules = Json.write(integration.transformationRules());
        syncSettings = Json.write(integration.syncSettings());
        tags = Json.write(integration.tags());
        boolean stays = integration.status().name().equals(status);
        status = integration.status().name();
        statusReason = integration.statusReason().orElse(null);
        resumeStatus = stays ? resumeStatus : null;
        touch(integration.updatedAt());
    }

    /** Puts it into {@code ERROR}, from where {@link #resume} brings it back. */
    void suspend(String reason, Instant now) {
        resumeStatus = status;
        status = IntegrationStatus.ERROR.name();
        statusReason = reason;
        touch(now);
    }

    void resume(Instant now) {
        status = resumeStatus;
        resumeStatus = null;
        statusReason = null;
        touch(now);
    }

    /** Puts it into {@code ERROR} until a person does something about it. */
    void stop(String reason, Instant now) {
        resumeStatus = null;
        status = IntegrationStatus.ERROR.name();
        statusReason = KeptText.of(reason, MAX_REASON);
        touch(now);
    }

    void start(Instant now) {
        status = IntegrationStatus.ACTIVE.name();
        statusReason = null;
        touch(now);
    }

    boolean suspended() {
        return resumeStatus != null;
    }

    private void touch(Instant now) {
        updatedAt = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }

    String id() {
        return id;
    }

    String organizationId() {
        return organizationId;
    }

    long revision() {
        return revision;
    }

    /** @throws RuntimeException if what is stored cannot be read */
    Integration toIntegration() {
        return new Integration(
                id,
                organizationId,
                name,
                Optional.ofNullable(description),
                IntegrationType.valueOf(type),
                Optional.ofNullable(connectorId),
                Optional.ofNullable(connectorProvider),
                Json.read(config, IntegrationConfig.class),
                Json.read(fieldMappings, new TypeReference<List<FieldMapping>>() {}),
                Json.read(transformationRules, new TypeReference<List<TransformationRule>>() {}),
                Json.read(syncSettings, SyncSettings.class),
                Json.read(tags, new TypeReference<List<String>>() {}),
                IntegrationStatus.valueOf(status),
                Optional.ofNullable(statusReason),
                createdBy,
                createdAt.toInstant(ZoneOffset.UTC),
                updatedAt.toInstant(ZoneOffset.UTC),
                revision);
    }
}
