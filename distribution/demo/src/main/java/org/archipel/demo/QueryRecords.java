package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The hub's records are queried, directly and through the extension. */
final class QueryRecords implements Step {
    @Override
    public String title() {
        return "Query the records, and ask the extension about them";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        JsonNode page = world.client().get("/api/records/place?limit=3").expectSuccess();
        DemoFailure.expect("records on the page", 3, page.path("items").size());
        page.path("items")
                .forEach(place -> narrator.tell(
                        "%-24s %s  %.3f, %.3f",
                        place.path("data").path("name").asText(),
                        place.path("data").path("country").asText(),
                        place.path("data").path("position").path("latitude").asDouble(),
                        place.path("data").path("position").path("longitude").asDouble()));
        JsonNode stats =
                world.client().get("/api/x/" + DemoWorld.EXTENSION + "/stats").expectSuccess();
        narrator.tell("the extension says: %s", shortened(stats.toString()));
    }

    private static String shortened(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160) + "…";
    }
}
