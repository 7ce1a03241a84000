package org.archipel.marketplace.internal.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the week.
 *
 * @param days on which they begin; empty for every day
 * @param from when they begin
 * @param to when they end; on the next day unless it is after the beginning
 */
public record MaintenanceWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public MaintenanceWindow {
        days = days == null ? Set.of() : Set.copyOf(days);
    }

    public boolean includes(Instant at) {
        var local = at.atZone(zone);
        var time = local.toLocalTime();
        if (to.isAfter(from)) {
            return on(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        return !time.isBefore(from) && on(local.getDayOfWeek())
                || time.isBefore(to) && on(local.getDayOfWeek().minus(1));
    }

    private boolean on(DayOfWeek day) {
        return days.isEmpty() || days.contains(day);
    }
}
