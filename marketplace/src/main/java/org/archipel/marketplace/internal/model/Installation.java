package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An extension of one organization: what it should be, what it is, and what it was before. Immutable; a change is a new value.
 *
 * @param desired where the present change leads; equal to the actual setup when nothing changes
 * @param actual what works, or worked last; empty before the first install ended
 * @param previous what a rollback goes back to
 * @param lastError why the last change failed, or why it is suspended
 * @param generation counts what administrators ordered
 * @param jobId the job of the last order
 * @param purgeAfter when the data of an uninstalled extension is removed
 * @param revision counts the changes of the row
 */
public record Installation(
        String id,
        String organizationId,
        String extensionId,
        DesiredState desiredState,
        Setup desired,
        ActualState actualState,
        Optional<Setup> actual,
        Optional<Setup> previous,
        Optional<String> lastError,
        long generation,
        Optional<String> jobId,
        String installedBy,
        Instant installedAt,
        Instant updatedAt,
        Optional<Instant> purgeAfter,
        long revision) {

    /** An installation that is ordered for the first time. */
    public static Installation ordered(
            String id, String organizationId, String extensionId, Setup setup, String actor, Instant now) {
        return new Installation(
                id,
                organizationId,
                extensionId,
                DesiredState.ACTIVE,
                setup,
                ActualState.PENDING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                actor,
                now,
                now,
                Optional.empty(),
                0);
    }

    /** Whether its bundle should run on every node. */
    public boolean active() {
        return actualState == ActualState.ACTIVE;
    }

    /** Whether a change is under way. */
    public boolean changing() {
        return switch (actualState) {
            case PENDING -> true;
            case ACTIVE ->
                desiredState != DesiredState.ACTIVE
                        || actual.filter(desired::equals).isEmpty();
            case DISABLED -> desiredState != DesiredState.DISABLED;
            case FAILED, SUSPENDED -> lastError.isEmpty();
            case UNINSTALLED -> desiredState != DesiredState.UNINSTALLED;
        };
    }

    /** The same installation with a new order. */
    public Installation order(DesiredState state, Setup setup, Instant now) {
        return with(state, setup, actualState, actual, previous, Optional.empty(), generation + 1, now, purgeAfter);
    }

    /** The same installation with the job that carries out its order. */
    public Installation carriedOutBy(String job) {
        return new Installation(
                id,
                organizationId,
                extensionId,
                desiredState,
                desired,
                actualState,
                actual,
                previous,
                lastError,
                generation,
                Optional.of(job),
                installedBy,
                installedAt,
                updatedAt,
                purgeAfter,
                revision);
    }

    /** The same installation after its order was carried out. */
    public Installation reached(ActualState state, Setup setup, Instant now, Optional<Instant> purge) {
        var before =
                actual.filter(old -> !old.version().equals(setup.version())).or(() -> previous);
        return with(desiredState, setup, state, Optional.of(setup), before, Optional.empty(), generation, now, purge);
    }

    /** The same installation after its order failed: it stays what it was. */
    public Installation stayed(String error, Instant now) {
        var state = switch (actualState) {
            case ACTIVE, FAILED, SUSPENDED -> DesiredState.ACTIVE;
            case DISABLED -> DesiredState.DISABLED;
            case PENDING, UNINSTALLED -> DesiredState.UNINSTALLED;
        };
        return with(
                state,
                actual.orElse(desired),
                actualState,
                actual,
                previous,
                Optional.of(error),
                generation,
                now,
                purgeAfter);
    }

    /** The same installation when what should work does not. */
    public Installation broken(String error, Instant now) {
        return with(
                desiredState,
                desired,
                ActualState.FAILED,
                actual,
                previous,
                Optional.of(error),
                generation,
                now,
                purgeAfter);
    }

    /** The same installation when it did what it should not; a change that is under way goes on. */
    public Installation suspended(String reason, Instant now) {
        return with(
                desiredState,
                desired,
                ActualState.SUSPENDED,
                actual,
                previous,
                changing() ? Optional.empty() : Optional.of(reason),
                generation,
                now,
                purgeAfter);
    }

    /** The same installation with other grants or configuration, effective at once. */
    public Installation reconfigured(Setup setup, Instant now) {
        return with(
                desiredState,
                setup,
                actualState,
                Optional.of(setup),
                previous,
                lastError,
                generation + 1,
                now,
                purgeAfter);
    }

    private Installation with(
            DesiredState state,
            Setup desiredSetup,
            ActualState reached,
            Optional<Setup> actualSetup,
            Optional<Setup> before,
            Optional<String> error,
            long order,
            Instant now,
            Optional<Instant> purge) {
        return new Installation(
                id,
                organizationId,
                extensionId,
                state,
                desiredSetup,
                reached,
                actualSetup,
                before,
                error,
                order,
                jobId,
                installedBy,
                installedAt,
                now,
                purge,
                revision);
    }
}
