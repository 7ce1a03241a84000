package org.archipel.samples.placeinsights;

import java.util.List;
import java.util.Locale;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
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

    /** Places in a country (ISO 3166-1), and its part of all places, between 0 and 1. */
    public record Country(String country, long places, double share) {}

    /** All figures. */
    public record Stats(long total, List<Country> countries, ChangeCounter.Changes changes, String countedAt) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Stats get() {
        CountryCounts.Count count = counts.get();
        List<Country> countries = count.byCountry().entrySet().stream()
                .map(entry -> country(entry.getKey(), entry.getValue(), count.total()))
                .toList();
        return new Stats(
                count.total(), countries, changes.changes(), count.at().toString());
    }

    @GET
    @Path("{country}")
    @Produces(MediaType.APPLICATION_JSON)
    public Country get(@PathParam("country") String name) {
        CountryCounts.Count count = counts.get();
        String code = name.toUpperCase(Locale.ROOT);
        Long places = count.byCountry().get(code);
        if (places == null) {
            throw new NotFoundException("there are no places in " + code);
        }
        return country(code, places, count.total());
    }

    private static Country country(String code, long places, long total) {
        return new Country(code, places, (double) places / total);
    }
}
