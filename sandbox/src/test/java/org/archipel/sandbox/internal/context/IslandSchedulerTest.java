package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.schedule.Scheduler;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.task.TaskPlanner;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;
import org.archipel.sandbox.test.TableQueue;

class IslandSchedulerTest {
    private static final int MANY = 10_000;
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");

    private final LiveIsland island = LiveIslands.admit(List.of(new Permission(
            "schedule", Set.of("run"), List.of(new PermissionCondition("minInterval", List.of("PT1M"))))));

    /** Each run in place of another leaves a cancelled job and an event behind, for weeks. */
    @DatabaseTest
    void runsThatAreAskedForAreCountedAsEvents(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        Account account = new Accounts(
                        new GovernorConfig(Settings.context("archipel.extension.minute-events-mebibytes", "1")))
                .of(island.installation());
        try (TableQueue queue = new TableQueue(work)) {
            Scheduler scheduler =
                    new IslandScheduler(island, new TaskPlanner(work, queue, null), account, Clock.systemUTC());
            scheduler.runAt("look", SOON);

            assertRefused(() -> scheduler.cancel("tell"));
            assertRefused(() -> scheduler.runAt("look", SOON));
            assertThat(queue.waiting()).containsExactly("look");
        }
    }

    // What may be used comes back evenly, but not as fast as that.
    private static void assertRefused(Runnable call) {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < MANY; i++) {
                        call.run();
                    }
                })
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED));
    }
}
