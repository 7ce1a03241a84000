package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;

/** An API over the synchronized records: a rule, a key, a limit and a cache. */
final class PublishApi implements Step {
    private static final int BURST = 3;
    private static final String PATH = "/api/custom/default/places/PT";

    @Override
    public String title() {
        return "Publish an API over the records, and call it with a key of its own";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        RestClient client = world.client();
        String id =
                client.post("/api/apis", definition()).expect(201).path("id").asText();
        RestClient caller =
                client.as(client.post("/api/api-keys", Map.of("name", "a customer", "scopes", List.of("apis:call")))
                        .expect(201)
                        .path("key")
                        .asText());
        narrator.tell("GET %s takes keys of callers; each %d at once, answers are kept for a minute", PATH, BURST);
        Answer first = caller.get(PATH);
        JsonNode names = first.expect(200).path("names");
        DemoFailure.expect("names", true, names.size() > 0);
        narrator.tell(
                "%d names, %s first; %s",
                names.size(), names.path(0).asText(), first.headers().get("RateLimit"));
        Answer second = caller.send(
                "GET",
                PATH,
                BodyPublishers.noBody(),
                Map.of("If-None-Match", first.headers().get("ETag")));
        DemoFailure.expect("answer to who has it already", 304, second.status());
        narrator.tell("again: %d, %s", second.status(), second.headers().get("Cache-Status"));
        caller.get(PATH);
        Answer fourth = caller.get(PATH);
        DemoFailure.expect("answer to the fourth at once", 429, fourth.status());
        narrator.tell(
                "the fourth: %d, try again after %s s",
                fourth.status(), fourth.headers().get("Retry-After"));
        JsonNode description = client.get("/api/apis/" + id + "/openapi.json").expect(200);
        narrator.tell("described by OpenAPI %s", description.path("openapi").asText());
    }

    private static Map<String, Object> definition() {
        Map<String, Object> rule = Map.of(
                "name",
                "Names",
                "type",
                "MAP",
                "rules",
                List.of(Map.of("operation", "COPY", "source", "$.items[*].data.name", "target", "/names")));
        return Map.of(
                "name",
                "Places by country",
                "method",
                "GET",
                "path",
                "/places/{country}",
                "config",
                Map.of(
                        "integrations",
                        List.of(Map.of(
                                "name",
                                "places",
                                "type",
                                "DATABASE",
                                "entity",
                                "place",
                                "filters",
                                Map.of("country", "{country}"))),
                        "transformations",
                        List.of(Map.of("definition", rule)),
                        "rateLimit",
                        Map.of("requestsPerMinute", 6, "burstLimit", BURST),
                        "caching",
                        Map.of("ttlSeconds", 60)));
    }
}
