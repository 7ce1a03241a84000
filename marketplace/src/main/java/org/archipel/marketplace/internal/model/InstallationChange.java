package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the next value of an installation. */
final class InstallationChange {
    private final Installation old;
    private final Instant now;
    private DesiredState desiredState;
    private Setup desired;
    private ActualState actualState;
    private Optional<Setup> actual;
    private List<Setup> kept;
    private Optional<String> lastError;
    private long generation;
    private Optional<String> jobId;
    private Optional<Instant> purgeAfter;
    private Optional<Instant> probationUntil;
    private Optional<String> notice;
    private Optional<String> broughtBy;

    InstallationChange(Installation old, Instant now) {
        this.old = old;
        this.now = now;
        desiredState = old.desiredState();
        desired = old.desired();
        actualState = old.actualState();
        actual = old.actual();
        kept = old.kept();
        lastError = old.lastError();
        generation = old.generation();
        jobId = old.jobId();
        purgeAfter = old.purgeAfter();
        probationUntil = old.probationUntil();
        notice = old.notice();
        broughtBy = old.broughtBy();
    }

    InstallationChange desired(DesiredState state, Setup setup) {
        desiredState = state;
        desired = setup;
        return this;
    }

    InstallationChange actual(ActualState state, Optional<Setup> setup) {
        actualState = state;
        actual = setup;
        return this;
    }

    InstallationChange kept(List<Setup> setups) {
        kept = setups;
        return this;
    }

    InstallationChange error(Optional<String> error) {
        lastError = error;
        return this;
    }

    InstallationChange nextGeneration() {
        generation++;
        return this;
    }

    InstallationChange job(String id) {
        jobId = Optional.of(id);
        return this;
    }

    InstallationChange purge(Optional<Instant> after) {
        purgeAfter = after;
        return this;
    }

    InstallationChange probation(Optional<Instant> until) {
        probationUntil = until;
        return this;
    }

    InstallationChange notice(Optional<String> text) {
        notice = text;
        return this;
    }

    InstallationChange broughtBy(Optional<String> installationId) {
        broughtBy = installationId;
        return this;
    }

    Installation value() {
        return new Installation(
                old.id(),
                old.organizationId(),
                old.extensionId(),
                desiredState,
                desired,
                actualState,
                actual,
                kept,
                lastError,
                generation,
                jobId,
                old.installedBy(),
                old.installedAt(),
                now,
                purgeAfter,
                probationUntil,
                notice,
                broughtBy,
                old.revision());
    }
}
