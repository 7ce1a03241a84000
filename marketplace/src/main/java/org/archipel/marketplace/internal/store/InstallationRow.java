package org.archipel.marketplace.internal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;

/** An extension of an organization: what it should be and what it is. */
@Entity
@Table(name = "installations")
public class InstallationRow {
    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    @Column(name = "extension_id")
    private String extensionId;

    @Enumerated(EnumType.STRING)
    @Column(name = "desired_state")
    private DesiredState desiredState;

    @Column(name = "desired_version")
    private String desiredVersion;

    @Column(name = "desired_setup")
    private String desiredSetup;

    @Enumerated(EnumType.STRING)
    @Column(name = "actual_state")
    private ActualState actualState;

    @Column(name = "actual_version")
    private String actualVersion;

    @Column(name = "actual_setup")
    private String actualSetup;

    @Column(name = "previous_version")
    private String previousVersion;

    @Column(name = "previous_setup")
    private String previousSetup;

    @Column(name = "kept_setups")
    private String keptSetups;

    @Column(name = "last_error")
    private String lastError;

    private long generation;

    @Column(name = "job_id")
    private String jobId;

    @Version
    private long revision;

    @Column(name = "installed_by")
    private String installedBy;

    @Column(name = "installed_at")
    private Instant installedAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "purge_after")
    private Instant purgeAfter;

    @Column(name = "probation_until")
    private Instant probationUntil;

    private String notice;

    protected InstallationRow() {}

    InstallationRow(Installation value) {
        id = value.id();
        organizationId = value.organizationId();
        extensionId = value.extensionId();
        installedBy = value.installedBy();
        installedAt = value.installedAt();
        take(value);
    }

    /** Takes over what can change. */
    final void take(Installation value) {
        desiredState = value.desiredState();
        desiredVersion = value.desired().version();
        desiredSetup = Json.write(value.desired());
        actualState = value.actualState();
        actualVersion = value.actual().map(Setup::version).orElse(null);
        actualSetup = value.actual().map(Json::write).orElse(null);
        previousVersion = value.previous().map(Setup::version).orElse(null);
        previousSetup = value.previous().map(Json::write).orElse(null);
        keptSetups = Json.write(value.kept());
        probationUntil = value.probationUntil().orElse(null);
        notice = value.notice().map(StoredText::of).orElse(null);
        lastError = value.lastError().map(StoredText::of).orElse(null);
        generation = value.generation();
        jobId = value.jobId().orElse(null);
        updatedAt = value.updatedAt();
        purgeAfter = value.purgeAfter().orElse(null);
    }

    long revision() {
        return revision;
    }

    Installation value() {
        return new Installation(
                id,
                organizationId,
                extensionId,
                desiredState,
                setup(desiredSetup).orElseThrow(),
                actualState,
                setup(actualSetup),
                kept(),
                Optional.ofNullable(lastError),
                generation,
                Optional.ofNullable(jobId),
                installedBy,
                installedAt,
                updatedAt,
                Optional.ofNullable(purgeAfter),
                Optional.ofNullable(probationUntil),
                Optional.ofNullable(notice),
                revision);
    }

    /** Rows of before have one earlier setup only. */
    private List<Setup> kept() {
        return keptSetups == null
                ? setup(previousSetup).stream().toList()
                : Json.read(keptSetups, new TypeReference<List<Setup>>() {});
    }

    private static Optional<Setup> setup(String json) {
        return Optional.ofNullable(json).map(text -> Json.read(text, Setup.class));
    }
}
