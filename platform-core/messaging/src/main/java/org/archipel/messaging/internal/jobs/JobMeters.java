package org.archipel.messaging.internal.jobs;

import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.archipel.messaging.Job;

/** Times how long jobs wait and run, by type and outcome, for Micrometer's registry. */
final class JobMeters {
    private JobMeters() {}

    /** A run began: how long it was due. */
    static void began(Job job, Instant now) {
        Instant due = job.runAt() == null || job.runAt().isBefore(job.createdAt()) ? job.createdAt() : job.runAt();
        Duration wait = Duration.between(due, now);
        Metrics.timer("archipel.jobs.wait", "type", job.type()).record(wait.isNegative() ? Duration.ZERO : wait);
    }

    /** A run ended; with a failure, it may be tried again. */
    static void ended(Job job, Outcome outcome, Duration time) {
        Metrics.timer(
                        "archipel.jobs.runs",
                        "type",
                        job.type(),
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .record(time);
    }
}
