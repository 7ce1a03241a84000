package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.QuotaExceededException;
import org.archipel.api.event.EventListener;
import org.archipel.api.transform.TransformFunction;
import org.archipel.guard.Checkpoint;
import org.archipel.sandbox.ExtensionLogs.Entry;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What an installation may use in a minute, and what becomes of one that exceeds its budgets again and again. */
class BudgetsTest {
    private final LiveIsland island = LiveIslands.admit(List.of());
    private Boundary boundary;

    @AfterEach
    void end() {
        boundary.close();
    }

    private TransformFunction guard(LiveIsland of, TransformFunction function) {
        return boundary.calls().guard(TransformFunction.class, function, of.location());
    }

    private static TransformFunction runaway() {
        return arguments -> {
            while (true) {
                Checkpoint.check();
            }
        };
    }

    private static TransformFunction echo() {
        return arguments -> arguments.get(0);
    }

    private static void works(TransformFunction function) {
        assertThat(function.apply(List.of(TextNode.valueOf("a")))).isEqualTo(TextNode.valueOf("a"));
    }

    @Test
    void callsPastTheMinutesNumberAreToldToComeBack() {
        boundary = Boundary.of("archipel.extension.minute-calls", "3");
        TransformFunction function = guard(island, echo());
        for (int i = 0; i < 3; i++) {
            works(function);
        }

        assertThatThrownBy(() -> works(function)).isInstanceOfSatisfying(PlatformException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(refusal.retryAfter())
                    .hasValueSatisfying(
                            wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(21)));
        });
        works(guard(LiveIslands.admit(List.of()), echo()));
    }

    @Test
    void processorTimePastTheMinutesBudgetRefusesCallsUntilItIsThereAgain() {
        boundary =
                Boundary.of("archipel.extension.minute-cpu-millis", "600", "archipel.extension.call-cpu-millis", "650");
        TransformFunction greedy = guard(island, runaway());
        assertThatThrownBy(() -> greedy.apply(List.of())).isInstanceOf(QuotaExceededException.class);

        TransformFunction function = guard(island, echo());
        assertThatThrownBy(() -> works(function)).hasMessageContaining("600 ms of CPU time");
        // What was used beyond the budget comes back by a sixtieth of it a second.
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .ignoreException(PlatformException.class)
                .untilAsserted(() -> works(function));
    }

    @Test
    void aFloodOfLogEntriesLeavesOneNoticeAndEarlierEntries() {
        boundary = Boundary.of("archipel.extension.minute-log-mebibytes", "1");
        Logger logger = boundary.logs().logger(island.installation());
        guard(island, arguments -> {
                    logger.info("first");
                    for (int i = 0; i < 1_000; i++) {
                        logger.info("x".repeat(4_000));
                    }
                    return null;
                })
                .apply(List.of());

        List<Entry> entries = boundary.logs()
                .tail(
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        1_000);
        assertThat(entries).hasSizeLessThan(300);
        assertThat(entries.get(0).message()).isEqualTo("first");
        assertThat(entries.get(entries.size() - 1).message()).contains("entries were left out here");
    }

    @Test
    void repeatedRunawaysSuspendTheirExtensionAndNobodyElse() {
        boundary = Boundary.of("archipel.extension.call-cpu-millis", "50", "archipel.extension.suspend-after", "3");
        TransformFunction runaway = guard(island, runaway());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> runaway.apply(List.of())).isInstanceOf(QuotaExceededException.class);
        }

        assertThatThrownBy(() -> works(guard(island, echo())))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("is suspended: its calls exceeded their budgets again and again");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(boundary.suspended())
                        .singleElement()
                        .extracting(Suspension::installation)
                        .isEqualTo(island.installation()));
        assertThat(boundary.suspended().get(0).reason()).contains("a call may use 50 ms");
        works(guard(LiveIslands.admit(List.of()), echo()));
    }

    @Test
    void aSuspensionStopsTheCallsThatRun() throws InterruptedException {
        boundary = Boundary.of("archipel.extension.call-cpu-millis", "1000", "archipel.extension.suspend-after", "1");
        EventListener waiting = boundary.calls()
                .guard(
                        EventListener.class,
                        event -> {
                            while (true) {
                                Checkpoint.check();
                                Thread.onSpinWait();
                            }
                        },
                        island.location());
        Thread first =
                new Thread(() -> assertThatThrownBy(() -> waiting.onEvent(null)).isInstanceOf(PlatformException.class));
        first.start();
        assertThatThrownBy(() -> waiting.onEvent(null)).isInstanceOf(PlatformException.class);

        first.join();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> boundary.suspended().size() == 1);
        // The callers are given back before the calls have ended.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(boundary.calls()
                                .of(
                                        island.installation().organizationId(),
                                        island.installation().installationId())
                                .orElseThrow())
                        .satisfies(figures -> {
                            assertThat(figures.suspended()).isTrue();
                            assertThat(figures.running()).isZero();
                        }));
    }

    @Test
    void aForgottenIslandStartsAfresh() {
        boundary = Boundary.of("archipel.extension.call-cpu-millis", "50", "archipel.extension.suspend-after", "1");
        TransformFunction runaway = guard(island, runaway());
        assertThatThrownBy(() -> runaway.apply(List.of())).isInstanceOf(QuotaExceededException.class);
        assertThatThrownBy(() -> works(guard(island, echo()))).hasMessageContaining("is suspended");

        boundary.calls().forget(island.location());

        works(guard(island, echo()));
    }
}
