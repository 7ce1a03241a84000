package org.archipel.connector.common.record;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.model.Listing.ModifiedSince;

/**
 * Where a read stands that may advance by time.
 *
 * @param from the time that the answer begins at; empty for that of the read, and where reads do not advance
 * @param inner the pager's position in the answer from that time on
 */
record TimedPosition(Optional<Instant> from, String inner) {
    private static final char SEPARATOR = ' ';

    /** @throws ValidationException if it was not made by {@link #text} */
    static TimedPosition of(Listing listing, String text) {
        int end = text.indexOf(SEPARATOR);
        if (end < 0 || !advances(listing)) {
            return new TimedPosition(Optional.empty(), text);
        }
        try {
            return new TimedPosition(Optional.of(Instant.parse(text.substring(0, end))), text.substring(end + 1));
        } catch (DateTimeParseException e) {
            throw new ValidationException("/cursor", "not a cursor of this listing");
        }
    }

    private static boolean advances(Listing listing) {
        return listing.modifiedSince().filter(ModifiedSince::advances).isPresent();
    }

    String text() {
        return from.map(time -> time.toString() + SEPARATOR).orElse("") + inner;
    }

    /**
     * What follows a page: the time of its last record. Where all have one time, or are in no order, the pager's next position.
     *
     * @param next the pager's next position
     */
    TimedPosition after(Listing listing, List<SourceRecord> page, String next) {
        List<Instant> times =
                page.stream().flatMap(item -> item.modifiedAt().stream()).toList();
        boolean ordered = advances(listing)
                && !times.isEmpty()
                && times.size() == page.size()
                && times.stream().sorted().toList().equals(times);
        if (!ordered) {
            return new TimedPosition(from, next);
        }
        ModifiedSince since = listing.modifiedSince().orElseThrow();
        Instant last = times.get(times.size() - 1);
        return since.of(times.get(0)).equals(since.of(last))
                ? new TimedPosition(from, next)
                : new TimedPosition(Optional.of(last), "");
    }
}
