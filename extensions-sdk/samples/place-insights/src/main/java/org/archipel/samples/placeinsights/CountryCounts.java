package org.archipel.samples.placeinsights;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts the organization's places by country. A count is kept for as long as the configuration says. */
@Component(service = CountryCounts.class)
public final class CountryCounts {
    static final String ENTITY = "place";
    private static final int PAGE = 500;

    private final ExtensionContext context;
    private Optional<Count> latest = Optional.empty();

    @Activate
    public CountryCounts(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** A count at a time. */
    public record Count(long total, SortedMap<String, Long> byCountry, Instant at) {}

    /** The latest count, or a new one if that is too old. */
    public synchronized Count get() {
        Instant oldest = context.clock().instant().minus(Settings.maxAge(context.config()));
        if (latest.isEmpty() || latest.get().at().isBefore(oldest)) {
            latest = Optional.of(count());
        }
        return latest.get();
    }

    /** Counts now. */
    public synchronized Count refresh() {
        latest = Optional.of(count());
        return latest.get();
    }

    private Count count() {
        SortedMap<String, Long> byCountry = new TreeMap<>();
        long total = 0;
        Optional<String> cursor = Optional.empty();
        do {
            RecordQuery query = new RecordQuery(RecordQuery.first(PAGE).equal(), cursor, PAGE);
            RecordPage page = context.records().list(ENTITY, query);
            for (HubRecord place : page.items()) {
                byCountry.merge(place.data().path("country").asText("?"), 1L, Long::sum);
                total++;
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return new Count(total, byCountry, context.clock().instant());
    }
}
