package org.archipel.messaging.internal.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
    private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

    @Test
    void intervalKeepsItsStepOverMissedRuns() {
        Timing timing = Timing.parse("every PT5M");
        Instant due = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(timing.next(due, due)).isEqualTo("2026-03-01T10:05:00Z");
        assertThat(timing.next(due, Instant.parse("2026-03-01T10:17:30Z"))).isEqualTo("2026-03-01T10:20:00Z");
        assertThat(timing.next(due, Instant.parse("2026-03-01T10:20:00Z"))).isEqualTo("2026-03-01T10:25:00Z");
    }

    @Test
    void cronFollowsTheWallClockOfItsZone() {
        Timing timing = Timing.parse("cron 0 3 * * * Europe/Lisbon");

        assertThat(runs(timing, "2026-03-27T12:00:00Z", 3))
                .containsExactly(
                        Instant.parse("2026-03-28T03:00:00Z"),
                        Instant.parse("2026-03-29T02:00:00Z"),
                        Instant.parse("2026-03-30T02:00:00Z"));
    }

    @Test
    void runInTheHourThatDoesNotExistIsMadeWhenTheClockJumps() {
        // On 2026-03-29 the clocks in Lisbon go from 01:00 to 02:00.
        List<Instant> runs = runs(Timing.parse("cron 30 1 * * * Europe/Lisbon"), "2026-03-28T12:00:00Z", 2);

        assertThat(runs.get(0).atZone(LISBON).toLocalDateTime()).hasToString("2026-03-29T02:00");
        assertThat(runs.get(1).atZone(LISBON).toLocalDateTime()).hasToString("2026-03-30T01:30");
    }

    @Test
    void runInTheHourThatComesTwiceIsMadeOnce() {
        // On 2026-10-25 the clocks in Lisbon go from 02:00 back to 01:00.
        List<Instant> runs = runs(Timing.parse("cron 30 1 * * * Europe/Lisbon"), "2026-10-24T12:00:00Z", 2);

        assertThat(runs.get(0).atZone(LISBON).toLocalDate()).hasToString("2026-10-25");
        assertThat(runs.get(1).atZone(LISBON).toLocalDate()).hasToString("2026-10-26");
    }

    @Test
    void everyQuarterOfAnHourGoesOnOverTheChange() {
        List<Instant> runs = runs(Timing.parse("cron */15 * * * * Europe/Lisbon"), "2026-03-29T00:40:00Z", 4);

        assertThat(runs)
                .containsExactly(
                        Instant.parse("2026-03-29T00:45:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T01:15:00Z"),
                        Instant.parse("2026-03-29T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "daily",
                "every",
                "every soon",
                "every PT0.5S",
                "every PT5M PT5M",
                "cron 0 3 * *",
                "cron 0 3 * * * Mars/Base",
                "cron 0 99 * * *",
                "cron 0 0 30 2 *",
                "cron a b c d e"
            })
    void whatCannotBeReadIsRefusedWithAPointer(String text) {
        assertThatThrownBy(() -> Timing.parse(text))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly("/timing"));
    }

    private static List<Instant> runs(Timing timing, String from, int count) {
        List<Instant> runs = new ArrayList<>();
        Instant now = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            now = timing.first(now);
            runs.add(now);
        }
        return runs;
    }
}
