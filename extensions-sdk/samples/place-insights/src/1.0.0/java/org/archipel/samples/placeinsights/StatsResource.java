package org.archipel.samples.placeinsights;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.api.rest.RestResource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The figures. */
@Component(service = RestResource.class)
@Path("stats")
public final class StatsResource implements RestResource {
    private final CountryCounts counts;
    private final ChangeCounter changes;

    @Activate
    public StatsResource(@Reference CountryCounts counts, @Reference ChangeCounter changes) {
        this.counts = counts;
        this.changes = changes;
    }

    /** Places in a country (ISO 3166-1). */
    public record Country(String country, long places) {}

    /** All figures. */
    public record Stats(long total, List<Country> countries, ChangeCounter.Changes changes) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Stats get() {
        CountryCounts.Count count = counts.get();
        List<Country> countries = count.byCountry().entrySet().stream()
                .map(entry -> new Country(entry.getKey(), entry.getValue()))
                .toList();
        return new Stats(count.total(), countries, changes.changes());
    }
}
