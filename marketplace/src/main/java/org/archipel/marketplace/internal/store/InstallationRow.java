package org.archipel.marketplace.internal.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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

    // States are texts here, so that a row with an unknown one fails by itself and not with the query that finds it.
    @Column(name = "desired_state")
    private String desiredState;

    @Column(name = "desired_version")
    private String desiredVersion;

    @Column(name = "desired_setup")
    private String desiredSetup;

    @Column(name = "actual_state")
    private String actualState;

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

    @Column(name = "brought_by")
    private String broughtBy;

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
        desiredState = value.desiredState().name();
        desiredVersion = value.desired().version();
        desiredSetup = Json.write(value.desired());
        actualState = value.actualState().name();
        actualVersion = value.actual().map(Setup::version).orElse(null);
        actualSetup = value.actual().map(Json::write).orElse(null);
        previousVersion = value.previous().map(Setup::version).orElse(null);
        previousSetup = value.previous().map(Json::write).orElse(null);
        keptSetups = Json.write(value.kept());
        probationUntil = value.probationUntil().orElse(null);
        notice = value.notice().map(StoredText::of).orElse(null);
        broughtBy = value.broughtBy().orElse(null);
        lastError = value.lastError().map(StoredText::of).orElse(null);
        generation = value.generation();
        jobId = value.jobId().orElse(null);
        updatedAt = value.updatedAt();
        purgeAfter = value.purgeAfter().orElse(null);
    }

    long revision() {
        return revision;
    }

    /** @throws UnreadableInstallationException if the row holds what this version of the platform does not understand */
    Installation value() {
        var state = column("actual_state", () -> ActualState.valueOf(actualState));
        return value(
                column("desired_state", () -> DesiredState.valueOf(desiredState)),
                column("desired_setup", () -> setup(desiredSetup).orElseThrow()),
                state,
                column("actual_setup", () -> actual(state)),
                column("kept_setups", this::kept),
                Optional.ofNullable(lastError));
    }

    /** What can be shown of a row that cannot be read: that it does not work, and why. */
    Installation unreadable(UnreadableInstallationException why) {
        var version = actualVersion == null ? desiredVersion : actualVersion;
        return value(
                DesiredState.ACTIVE,
                new Setup(version, List.of(), Json.object()),
                ActualState.FAILED,
                Optional.empty(),
                List.of(),
                Optional.of(why.getMessage()));
    }

    private Installation value(
            DesiredState wanted,
            Setup desired,
            ActualState state,
            Optional<Setup> actual,
            List<Setup> kept,
            Optional<String> error) {
        return new Installation(
                id,
                organizationId,
                extensionId,
                wanted,
                desired,
                state,
                actual,
                kept,
                error,
                generation,
                Optional.ofNullable(jobId),
                installedBy,
                installedAt,
                updatedAt,
                Optional.ofNullable(purgeAfter),
                Optional.ofNullable(probationUntil),
                Optional.ofNullable(notice),
                Optional.ofNullable(broughtBy),
                revision);
    }

    private <T> T column(String name, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            throw new UnreadableInstallationException(id, extensionId, name, e);
        }
    }

    /** What came to work once has a setup. */
    private Optional<Setup> actual(ActualState state) {
        var actual = setup(actualSetup);
        return state == ActualState.PENDING ? actual : Optional.of(actual.orElseThrow());
    }

    /** Rows of before have one earlier setup only. */
    private List<Setup> kept() {
        return keptSetups == null
                ? setup(previousSetup).stream().toList()
                : Json.read(keptSetups, new TypeReference<List<Setup>>() {}).stream()
                        .map(InstallationRow::complete)
                        .toList();
    }

    private static Optional<Setup> setup(String json) {
        return Optional.ofNullable(json).map(text -> complete(Json.read(text, Setup.class)));
    }

    private static Setup complete(Setup setup) {
        Objects.requireNonNull(setup.version(), "version");
        Objects.requireNonNull(setup.config(), "config");
        return setup;
    }
}
