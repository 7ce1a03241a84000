package org.archipel.messaging.internal.schedules;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Optional;
import org.archipel.api.error.ValidationException;

/** When a schedule runs: at an interval, or by a cron expression in a time zone. */
sealed interface Timing {
    /** The first run of a new schedule. */
    Instant first(Instant now);

    /** The run after the due one that lies in the future: runs missed meanwhile are not made up for. */
    Instant next(Instant due, Instant now);

    /**
     * Reads {@code every <ISO-8601 duration>} or {@code cron <five fields> [zone]}.
     *
     * @throws ValidationException with the pointer {@code /timing}
     */
    static Timing parse(String text) {
        String[] words = text.trim().split("\\s+");
        return switch (words[0]) {
            case "every" -> Every.parse(words);
            case "cron" -> Cron.parse(words);
            default -> throw invalid("must begin with 'every' or 'cron'");
        };
    }

    private static ValidationException invalid(String message) {
        return new ValidationException("/timing", "The timing " + message + ".");
    }

    /** At an interval, in step with the first run. */
    record Every(Duration interval) implements Timing {
        private static final Duration SHORTEST = Duration.ofSeconds(1);

        static Every parse(String[] words) {
            if (words.length != 2) {
                throw invalid("'every' takes one duration, for example PT5M");
            }
            try {
                Duration interval = Duration.parse(words[1]);
                if (interval.compareTo(SHORTEST) < 0) {
                    throw invalid("must be at least one second apart");
                }
                return new Every(interval);
            } catch (DateTimeParseException e) {
                throw invalid("has no ISO-8601 duration: '" + words[1] + "'");
            }
        }

        @Override
        public Instant first(Instant now) {
            return now.plus(interval);
        }

        @Override
        public Instant next(Instant due, Instant now) {
            if (now.isBefore(due)) {
                return due.plus(interval);
            }
            long passed = Duration.between(due, now).dividedBy(interval) + 1;
            return due.plus(interval.multipliedBy(passed));
        }
    }

    /**
     * By the wall clock of a zone. A run at a fixed hour that daylight saving leaves out is made up for when the clock jumps; one in
     * the hour that comes twice is made once.
     */
    record Cron(ExecutionTime times, ZoneId zone, boolean everyHour) implements Timing {
        private static final int FIELDS = 5;
        private static final int HOUR_FIELD = 2;

        static Cron parse(String[] words) {
            if (words.length != FIELDS + 1 && words.length != FIELDS + 2) {
                throw invalid("'cron' takes five fields and a time zone");
            }
            try {
                ZoneId zone = words.length == FIELDS + 1 ? ZoneOffset.UTC : ZoneId.of(words[FIELDS + 1]);
                String expression = String.join(" ", Arrays.copyOfRange(words, 1, FIELDS + 1));
                CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
                ExecutionTime times = ExecutionTime.forCron(parser.parse(expression));
                Cron cron = new Cron(times, zone, words[HOUR_FIELD].startsWith("*"));
                cron.first(Instant.now());
                return cron;
            } catch (DateTimeException e) {
                throw invalid("has an unknown time zone: '" + words[FIELDS + 1] + "'");
            } catch (IllegalArgumentException e) {
                throw invalid("has no valid cron expression: " + e.getMessage());
            }
        }

        @Override
        public Instant first(Instant now) {
            Instant regular = times.nextExecution(now.atZone(zone))
                    .orElseThrow(() -> invalid("never comes"))
                    .toInstant();
            return everyHour ? regular : madeUpBefore(regular, now).orElse(regular);
        }

        @Override
        public Instant next(Instant due, Instant now) {
            return first(now.isBefore(due) ? due : now);
        }

        /** The first jump of the clock before the regular run that leaves out another run. */
        private Optional<Instant> madeUpBefore(Instant regular, Instant now) {
            ZoneOffsetTransition jump = zone.getRules().nextTransition(now);
            while (jump != null && jump.getInstant().isBefore(regular)) {
                if (jump.isGap() && leavesOut(jump)) {
                    return Optional.of(jump.getInstant());
                }
                jump = zone.getRules().nextTransition(jump.getInstant());
            }
            return Optional.empty();
        }

        private boolean leavesOut(ZoneOffsetTransition jump) {
            // The wall clock alone, as if it did not jump.
            ZonedDateTime before = jump.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC);
            return times.nextExecution(before)
                    .map(run -> run.toLocalDateTime().isBefore(jump.getDateTimeAfter()))
                    .orElse(false);
        }
    }
}
