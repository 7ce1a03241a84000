package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.archipel.harness.RestClient;

/** The first synchronization reads everything. */
final class Synchronize implements Step {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String title() {
        return "Synchronize all places";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        long before = world.provider().requests();
        long begin = System.nanoTime();
        JsonNode counts = synchronize(world, narrator);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        DemoFailure.expect(
                "created records",
                world.provider().size(),
                counts.path("created").asLong());
        DemoFailure.expect(
                "records in quarantine", 0L, counts.path("quarantined").asLong());
        narrator.tell(
                "%,d created in %s (%,d records/s) by %d requests, some of which answered 429 or 500",
                counts.path("created").asLong(),
                Narrator.seconds(took),
                counts.path("created").asLong() * 1000 / Math.max(1, took.toMillis()),
                world.provider().requests() - before);
    }

    /** Runs a synchronization to its end. Returns the counts of the entity {@code place}. */
    static JsonNode synchronize(DemoWorld world, Narrator narrator) {
        RestClient client = world.client();
        JsonNode job = client.post("/api/integrations/" + world.integrationId() + "/sync", Map.of())
                .expect(202);
        JsonNode ended = client.awaitJob(
                job.path("id").asText(),
                LIMIT,
                state -> narrator.tell(
                        "%-9s %,d of %s",
                        state.path("state").asText(),
                        state.path("progress").path("done").asLong(),
                        state.path("progress").path("total").asText("?")));
        if (!ended.path("state").asText().equals("SUCCEEDED")) {
            throw new DemoFailure("the synchronization ended as " + ended);
        }
        return ended.path("result").path("entities").path("place");
    }
}
