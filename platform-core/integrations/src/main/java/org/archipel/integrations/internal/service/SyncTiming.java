package org.archipel.integrations.internal.service;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.FieldError;
import org.archipel.integrations.internal.model.SyncSettings;

/** When an integration is synchronized by itself, as the schedule's timing. */
final class SyncTiming {
    private static final int MOST_MINUTES = 7 * 24 * 60;
    private static final int CRON_FIELDS = 5;

    private SyncTiming() {}

    /** The timing; empty where a person or an event starts the sync. */
    static Optional<String> of(SyncSettings settings) {
        return switch (settings.frequency()) {
            case MANUAL, REALTIME -> Optional.empty();
            case EVERY_N_MINUTES -> Optional.of("every PT" + settings.intervalMinutes() + "M");
            case HOURLY -> Optional.of("every PT1H");
            case DAILY ->
                Optional.of("cron "
                        + (settings.schedule() == null
                                ? "0 3 * * *"
                                : settings.schedule().strip()) + " "
                        + settings.timeZone());
            case CRON -> Optional.of("cron " + settings.schedule().strip() + " " + settings.timeZone());
        };
    }

    static void check(SyncSettings settings, List<FieldError> errors) {
        switch (settings.frequency()) {
            case EVERY_N_MINUTES -> interval(settings, errors);
            case CRON -> cron(settings, true, errors);
            case DAILY -> cron(settings, false, errors);
            default -> zone(settings, errors);
        }
    }

    private static void interval(SyncSettings settings, List<FieldError> errors) {
        Integer minutes = settings.intervalMinutes();
        if (minutes == null || minutes < 1 || minutes > MOST_MINUTES) {
            errors.add(new FieldError(
                    "/syncSettings/intervalMinutes", "must be between 1 and " + MOST_MINUTES + " for EVERY_N_MINUTES"));
        }
    }

    private static void cron(SyncSettings settings, boolean required, List<FieldError> errors) {
        String schedule = settings.schedule();
        if (schedule == null || schedule.isBlank()) {
            if (required) {
                errors.add(new FieldError("/syncSettings/schedule", "is required for CRON"));
            }
        } else if (schedule.strip().split("\\s+").length != CRON_FIELDS) {
            errors.add(new FieldError(
                    "/syncSettings/schedule", "must have five fields: minute, hour, day of month, month, day of week"));
        }
        zone(settings, errors);
    }

    private static void zone(SyncSettings settings, List<FieldError> errors) {
        try {
            ZoneId.of(settings.timeZone());
        } catch (DateTimeException e) {
            errors.add(new FieldError("/syncSettings/timeZone", "is no time zone"));
        }
    }
}
