package org.archipel.marketplace.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ConflictException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.persistence.test.DatabaseTest;

/** Installations, and which of them somebody has to look after. */
class InstallationStoreTest extends StoreTest {
    @DatabaseTest
    void installationComesBackAsItWasStored() {
        var stored = install();

        assertThat(find(organization)).contains(stored);
        assertThat(find("other")).isEmpty();
        assertThat(stored.desired().grants())
                .containsExactly(new Permission("storage", Set.of("read", "write"), List.of()));
        assertThat(stored.desired().config()).isEqualTo(TestExtension.json("{'a':1}"));
    }

    @DatabaseTest
    void installationIsThereOnceAnOrganization() {
        install();

        assertThatThrownBy(this::install).isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void changeOfAStaleInstallationIsRefused() {
        var stored = install();
        work.run(transaction -> installations.update(transaction, reached(stored)));

        assertThatThrownBy(() -> work.run(transaction -> installations.update(transaction, reached(stored))))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void activeInstallationsAreCountedAndListed() {
        var stored = install();
        assertThat(active()).doesNotContain(stored.id());

        work.run(transaction -> installations.update(transaction, reached(stored)));

        assertThat(active()).contains(stored.id());
        Map<String, Long> counts = work.call(transaction -> installations.countActive(transaction, List.of(extension)));
        List<Installation> listed = work.call(transaction -> installations.list(transaction, organization, "", 10));
        assertThat(counts).containsEntry(extension, 1L);
        assertThat(listed).hasSize(1);
    }

    @DatabaseTest
    void uninstalledInstallationExpiresAfterItsGraceTime() {
        var stored = install();
        var gone = work.call(transaction -> installations.update(
                transaction,
                stored.order(DesiredState.UNINSTALLED, stored.desired(), NOW)
                        .reached(
                                ActualState.UNINSTALLED,
                                stored.desired(),
                                NOW,
                                Optional.of(NOW.plus(Duration.ofDays(1))),
                                Optional.empty(),
                                5)));

        assertThat(expired(NOW)).doesNotContain(gone.id());
        assertThat(expired(NOW.plus(Duration.ofDays(2)))).contains(gone.id());
    }

    @DatabaseTest
    void ordersThatAreNotCarriedOutAreFound() {
        var pending = install();
        assertThat(unfinished()).contains(pending.id());

        var active = work.call(transaction -> installations.update(transaction, reached(pending)));
        assertThat(unfinished()).doesNotContain(active.id());

        var disabling = active.order(DesiredState.DISABLED, active.desired(), NOW);
        work.run(transaction -> installations.update(transaction, disabling));
        assertThat(unfinished()).contains(active.id());
    }

    @DatabaseTest
    void ordersForWhatDoesNotWorkAreFoundIfTheyAreNotCarriedOut() {
        var pending = install();
        var active = work.call(transaction -> installations.update(transaction, reached(pending)));
        var suspended = work.call(transaction -> installations.update(transaction, active.suspended("it spun", NOW)));
        assertThat(unfinished()).doesNotContain(active.id());

        var disabling = work.call(transaction ->
                installations.update(transaction, suspended.order(DesiredState.DISABLED, suspended.desired(), NOW)));
        assertThat(unfinished()).contains(active.id());

        var disabled = work.call(transaction -> installations.update(
                transaction,
                disabling.reached(
                        ActualState.DISABLED, disabling.desired(), NOW, Optional.empty(), Optional.empty(), 3)));
        assertThat(unfinished()).doesNotContain(active.id());

        work.run(transaction ->
                installations.update(transaction, disabled.order(DesiredState.UNINSTALLED, disabled.desired(), NOW)));
        assertThat(unfinished()).contains(active.id());
    }

    private Optional<Installation> find(String ofOrganization) {
        return work.call(transaction -> installations.find(transaction, ofOrganization, extension));
    }

    private List<String> active() {
        return ids(work.call(installations::activeOnNode));
    }

    private List<String> expired(Instant time) {
        return ids(work.call(transaction -> installations.expiredOnNode(transaction, time)));
    }

    private List<String> unfinished() {
        return ids(work.call(transaction -> installations.unfinishedOnNode(transaction, NOW.plusSeconds(60))));
    }

    private static List<String> ids(List<Installation> found) {
        return found.stream().map(Installation::id).toList();
    }
}
