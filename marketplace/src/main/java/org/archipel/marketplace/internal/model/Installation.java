package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An extension of one organization: what it should be, what it is, and what it was before. Immutable; a change is a new value.
 *
 * @param desired where the present change leads; equal to the actual setup when nothing changes
 * @param actual what works, or worked last; empty before the first install ended
 * @param kept what a rollback can go back to, the latest first, each version once
 * @param lastError why the last change failed, or why it is suspended
 * @param generation counts what administrators ordered
 * @param jobId the job of the last order
 * @param purgeAfter when the data of an uninstalled extension is removed
 * @param probationUntil until when the health of the version is watched, to go back by itself if it fails
 * @param notice what the organization should know of the installed version; empty if there is nothing
 * @param broughtBy the installation for which it was installed, until that one's change has ended; empty if it was ordered for itself
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
        List<Setup> kept,
        Optional<String> lastError,
        long generation,
        Optional<String> jobId,
        String installedBy,
        Instant installedAt,
        Instant updatedAt,
        Optional<Instant> purgeAfter,
        Optional<Instant> probationUntil,
        Optional<String> notice,
        Optional<String> broughtBy,
        long revision) {
    public Installation {
        kept = List.copyOf(kept);
    }

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
                List.of(),
                Optional.empty(),
                1,
                Optional.empty(),
                actor,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** What a rollback goes back to unless it says otherwise. */
    public Optional<Setup> previous() {
        return kept.stream().findFirst();
    }

    /** Whether its bundle should run on every node. */
    public boolean active() {
        return actualState == ActualState.ACTIVE;
    }

    /** Whether it is there: installed, whatever its state. */
    public boolean present() {
        return actualState != ActualState.UNINSTALLED && actualState != ActualState.PENDING;
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
        return change(now)
                .desired(state, setup)
                .error(Optional.empty())
                .broughtBy(Optional.empty())
                .nextGeneration()
                .value();
    }

    /** The same installation with the job that carries out its order. */
    public Installation carriedOutBy(String job) {
        return change(updatedAt).job(job).value();
    }

    /** The same installation as one that is there for another one's sake. */
    public Installation broughtBy(String installationId) {
        return change(updatedAt).broughtBy(Optional.of(installationId)).value();
    }

    /** The same installation as one that is there for its own sake. */
    public Installation onItsOwn() {
        return change(updatedAt).broughtBy(Optional.empty()).value();
    }

    /**
     * The same installation after its order was carried out.
     *
     * @param purge when its data is removed, of an uninstalled one
     * @param probation until when a new version is watched
     * @param keep how many setups are kept at most
     */
    public Installation reached(
            ActualState state,
            Setup setup,
            Instant now,
            Optional<Instant> purge,
            Optional<Instant> probation,
            int keep) {
        var changed = actual.filter(old -> !old.version().equals(setup.version()));
        var history = Stream.concat(changed.stream(), kept.stream())
                .filter(old -> !old.version().equals(setup.version()))
                .limit(keep)
                .toList();
        return change(now)
                .desired(desiredState, setup)
                .actual(state, Optional.of(setup))
                .kept(history)
                .error(Optional.empty())
                .purge(purge)
                .probation(probation)
                .notice(changed.isPresent() && probation.isPresent() ? Optional.empty() : notice)
                .value();
    }

    /** The same installation after its order failed: it stays what it was. */
    public Installation stayed(String error, Instant now) {
        var state = switch (actualState) {
            case ACTIVE, FAILED, SUSPENDED -> DesiredState.ACTIVE;
            case DISABLED -> DesiredState.DISABLED;
            case PENDING, UNINSTALLED -> DesiredState.UNINSTALLED;
        };
        return change(now)
                .desired(state, actual.orElse(desired))
                .error(Optional.of(error))
                .value();
    }

    /** The same installation when what should work does not; a change that is under way goes on. */
    public Installation broken(String error, Instant now) {
        return change(now)
                .actual(ActualState.FAILED, actual)
                .error(changing() ? Optional.empty() : Optional.of(error))
                .value();
    }

    /** The same installation when it did what it should not; a change that is under way goes on. */
    public Installation suspended(String reason, Instant now) {
        return change(now)
                .actual(ActualState.SUSPENDED, actual)
                .error(changing() ? Optional.empty() : Optional.of(reason))
                .value();
    }

    /** The same installation with other grants or configuration, effective at once. */
    public Installation reconfigured(Setup setup, Instant now) {
        return change(now)
                .desired(desiredState, setup)
                .actual(actualState, Optional.of(setup))
                .broughtBy(Optional.empty())
                .nextGeneration()
                .value();
    }

    /** The same installation after its version proved itself, or the time to do so is over. */
    public Installation proved(Instant now) {
        return change(now).probation(Optional.empty()).value();
    }

    /** The same installation with what the organization should know of it. */
    public Installation noted(String text, Instant now) {
        return change(now).notice(Optional.of(text)).value();
    }

    private InstallationChange change(Instant now) {
        return new InstallationChange(this, now);
    }
}
