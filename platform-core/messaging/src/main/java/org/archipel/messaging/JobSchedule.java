package org.archipel.messaging;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A job that is submitted again and again. Runs missed during downtime are coalesced into one; a run that falls due while the
 * earlier one still holds the request's exclusive key is left out.
 *
 * @param name unique within the organization
 * @param timing {@code every PT5M} (ISO-8601 duration, at least one second), or {@code cron 0 3 * * * Europe/Lisbon} (five fields
 *     and a zone, UTC when it is left out)
 * @param jitterSeconds a random delay of up to so many seconds is added to each run
 */
public record JobSchedule(String name, String timing, int jitterSeconds, JobRequest request) {
    public ObjectNode input() {
        return request.input();
    }
}
