package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.RestClient;
import org.archipel.persistence.Ids;

/** A provider of real places, in this process. */
final class PlacesSource implements AutoCloseable {
    static final int PAGE = 1_000;

    private final PlacesProvider provider;

    private PlacesSource(PlacesProvider provider) {
        this.provider = provider;
    }

    /** Serves so many places, each of them {@code copies} times. */
    static PlacesSource of(int places, int copies) {
        try {
            return new PlacesSource(PlacesProvider.start(
                    PlacesOptions.defaults().withLimit(places).withCopies(copies)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PlacesProvider provider() {
        return provider;
    }

    /** Host and port, as the platform is told that it may connect there. */
    String address() {
        return "127.0.0.1:" + provider.uri().getPort();
    }

    /** What a sync with {@link #mappings} writes, ready to be written. */
    List<HubRow> rows() {
        RestClient client = RestClient.anonymous(provider.uri());
        List<HubRow> rows = new ArrayList<>();
        while (true) {
            JsonNode places = client.get("/offset/places?limit=" + PAGE + "&offset=" + rows.size())
                    .expectSuccess()
                    .path("items");
            if (places.isEmpty()) {
                return rows;
            }
            places.forEach(place -> rows.add(row(place)));
        }
    }

    private static HubRow row(JsonNode place) {
        ObjectNode record = RestClient.JSON.createObjectNode();
        record.putObject("address")
                .<ObjectNode>set("country", place.path("country"))
                .set("region", place.path("admin1"));
        record.set("name", place.path("name"));
        record.putObject("position")
                .<ObjectNode>set("latitude", place.path("latitude"))
                .set("longitude", place.path("longitude"));
        String id = Ids.next();
        return new HubRow(id, record.toString(), id.replace("-", ""));
    }

    /** The mapping of a place to a record of the hub. */
    static List<Map<String, Object>> mappings() {
        return List.of(
                mapping("name", "name"),
                mapping("country", "address.country"),
                mapping("admin1", "address.region"),
                mapping("latitude", "position.latitude"),
                mapping("longitude", "position.longitude"));
    }

    private static Map<String, Object> mapping(String source, String target) {
        return Map.of("sourceField", source, "targetField", target);
    }

    @Override
    public void close() {
        provider.close();
    }
}
