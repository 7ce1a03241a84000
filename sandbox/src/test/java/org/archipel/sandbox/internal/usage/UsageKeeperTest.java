package org.archipel.sandbox.internal.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.ResourceUsage;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.Usage;
import org.archipel.sandbox.internal.store.DataEraser;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;

class UsageKeeperTest {
    private final InstallationInfo installation =
            new InstallationInfo(Ids.next(), Ids.next(), "com.acme.test", "1.0.0");

    /** One node: its accounts, and what keeps them. */
    private record Node(Accounts accounts, UsageKeeper keeper) {
        static Node on(UnitOfWork work) {
            Accounts accounts = new Accounts(new GovernorConfig(Settings.context()));
            return new Node(accounts, new UsageKeeper(work, accounts));
        }

        static Node on(UnitOfWork work, Clock clock) {
            Accounts accounts = new Accounts(new GovernorConfig(Settings.context()));
            return new Node(accounts, new UsageKeeper(work, accounts, clock));
        }

        void count(InstallationInfo installation, int calls) {
            Usage usage = accounts.of(installation).usage(installation.version());
            usage.calls.add(calls);
            usage.cpuNanos.add(calls * 1_000L);
        }
    }

    private ResourceUsage total(Node node) {
        return node.keeper()
                .of(installation.organizationId(), installation.installationId())
                .total();
    }

    @DatabaseTest
    void nodesAndRestartsAddUp(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        Node one = Node.on(work);
        Node two = Node.on(work);
        one.count(installation, 3);
        two.count(installation, 4);
        assertThat(total(one).calls()).isEqualTo(3);
        two.keeper().keep();
        one.keeper().keep();
        one.keeper().keep();
        one.count(installation, 10);
        one.keeper().stop();
        Node restarted = Node.on(work);
        restarted.count(installation, 100);

        assertThat(total(two)).satisfies(total -> {
            assertThat(total.calls()).isEqualTo(17);
            assertThat(total.cpuTime()).isEqualTo(Duration.ofNanos(17_000));
        });
        assertThat(total(restarted).calls()).isEqualTo(117);
        assertThat(restarted.keeper().ofOrganization(installation.organizationId()))
                .hasSize(1)
                .hasEntrySatisfying(
                        installation.installationId(),
                        used -> assertThat(used.calls()).isEqualTo(117));
        assertThat(restarted
                        .keeper()
                        .of(installation.organizationId(), installation.installationId())
                        .days())
                .singleElement()
                .satisfies(day -> assertThat(day.used().calls()).isEqualTo(117));
        restarted.keeper().stop();
        two.keeper().stop();
    }

    @DatabaseTest
    void callsOfADayAreBoundedOverAllNodes(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        Node one = Node.on(work);
        Node two = Node.on(work);
        one.keeper().limit(installation, OptionalLong.of(5));
        two.keeper().limit(installation, OptionalLong.of(5));
        for (int i = 0; i < 3; i++) {
            one.accounts().of(installation).admit("com.acme.test", true);
        }
        one.count(installation, 3);
        one.keeper().keep();
        two.keeper().keep();
        for (int i = 0; i < 2; i++) {
            two.accounts().of(installation).admit("com.acme.test", true);
        }

        assertThatThrownBy(() -> two.accounts().of(installation).admit("com.acme.test", true))
                .isInstanceOfSatisfying(PlatformException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                    assertThat(refused.retryAfter()).isPresent();
                });
        two.keeper().limit(installation, OptionalLong.empty());
        two.accounts().of(installation).admit("com.acme.test", true);
        one.keeper().stop();
        two.keeper().stop();
    }

    @DatabaseTest
    void versionsAreCountedApartOverOrganizations(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        Node node = Node.on(work);
        String extension = "com.acme." + Ids.next();
        InstallationInfo old = new InstallationInfo(Ids.next(), Ids.next(), extension, "1.0.0");
        node.count(old, 3);
        node.count(new InstallationInfo(Ids.next(), Ids.next(), extension, "1.0.0"), 4);
        node.count(new InstallationInfo(old.installationId(), old.organizationId(), extension, "1.1.0"), 5);
        // A call that began before the upgrade ends on the old version.
        node.count(old, 1);

        assertThat(node.keeper().ofVersionsOnPlatform(extension, LocalDate.EPOCH))
                .hasEntrySatisfying("1.0.0", days -> assertThat(calls(days)).isEqualTo(8))
                .hasEntrySatisfying("1.1.0", days -> assertThat(calls(days)).isEqualTo(5));
        node.keeper().stop();
    }

    @DatabaseTest
    void whatIsCountedBeforeMidnightBelongsToTheDayThatEnds(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        for (String end : List.of("2024-02-29", "2025-02-28", "2025-12-31", "2026-04-30")) {
            LocalDate day = LocalDate.parse(end);
            String extension = "com.acme." + Ids.next();
            InstallationInfo counted = new InstallationInfo(Ids.next(), Ids.next(), extension, "1.0.0");
            var time = new AtomicReference<>(Instant.parse(end + "T23:59:50Z"));
            Node node = Node.on(work, new TurnedClock(time));
            node.count(counted, 5);
            time.set(Instant.parse(day.plusDays(1) + "T00:00:00.002Z"));
            node.keeper().keep();
            node.count(counted, 2);
            node.keeper().stop();

            assertThat(node.keeper()
                            .of(counted.organizationId(), counted.installationId())
                            .days())
                    .extracting(used -> used.day() + " " + used.used().calls())
                    .containsExactly(day.plusDays(1) + " 2", day + " 5");
            assertThat(node.keeper()
                            .ofVersionsOnPlatform(extension, day.plusDays(1))
                            .get("1.0.0"))
                    .containsOnlyKeys(day.plusDays(1))
                    .allSatisfy((first, used) -> assertThat(used.calls()).isEqualTo(2));
        }
    }

    @Test
    void aDatabaseThatIsAwayOverMidnightIsNotAskedAtEveryLook() {
        var time = new AtomicReference<>(Instant.parse("2026-04-30T23:59:58Z"));
        var away = new Away();
        Node node = Node.on(away, new TurnedClock(time));
        node.count(installation, 5);
        time.set(Instant.parse("2026-05-01T00:00:01Z"));
        for (int i = 0; i < 31; i++) {
            node.keeper().look();
        }

        // At once when the day ends, then as seldom as on any other day.
        assertThat(away.asked.get()).isBetween(2, 4);
        node.keeper().stop();
    }

    private static final class Away implements UnitOfWork {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public <T> T call(Work<T> work) {
            asked.incrementAndGet();
            throw DatabaseException.unavailable(null);
        }

        @Override
        public Dialect dialect() {
            return Dialect.DERBY;
        }
    }

    /** Shows what a test sets. */
    private static final class TurnedClock extends Clock {
        private final AtomicReference<Instant> time;

        private TurnedClock(AtomicReference<Instant> time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time.get();
        }
    }

    private static long calls(Map<LocalDate, ResourceUsage> days) {
        return days.values().stream().mapToLong(ResourceUsage::calls).sum();
    }

    @DatabaseTest
    void anotherOrganizationSeesNothingAndErasedDataIsGone(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        Node node = Node.on(work);
        node.count(installation, 5);
        node.keeper().keep();

        assertThat(node.keeper().of("another", installation.installationId()).total())
                .isEqualTo(ResourceUsage.NONE);
        assertThat(node.keeper().ofOrganization("another")).isEmpty();
        work.run(transaction ->
                DataEraser.erase(transaction, installation.organizationId(), installation.installationId()));
        node.accounts().forget(installation.installationId());
        assertThat(total(node)).isEqualTo(ResourceUsage.NONE);
        node.keeper().stop();
    }
}
