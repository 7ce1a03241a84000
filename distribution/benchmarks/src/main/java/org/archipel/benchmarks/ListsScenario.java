package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.archipel.benchmarks.SyncClient.Connection;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** The first page of each list, for an organization with many rows beside one with few in the same tables. */
final class ListsScenario implements Scenario {
    private static final int PLACES = 20_000;
    private static final int COPIES = 5;
    private static final int FEW = 1_000;
    private static final int CHANGES = 20_000;
    private static final int FEW_CHANGES = 80;
    private static final int CLIENTS = 8;
    private static final int WARM_UPS = 50;
    private static final int READS = 200;

    /** An organization, and its integration. */
    private record House(RestClient client, SyncClient syncs, PlacesSource source, Connection connection) {}

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public String description() {
        return "first pages of lists, of an organization with 100k records and 40k changes beside one with few";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlacesSource many = PlacesSource.of(PLACES, COPIES);
                PlacesSource few = PlacesSource.of(FEW, 1);
                PlatformProcess platform = workbench
                        .platform("lists")
                        .setting("archipel.network.private", address(many) + ", " + address(few))
                        .start()) {
            RestClient administrator = RestClient.withKey(platform.url(), platform.bootstrapKey());
            House large = house(administrator, many);
            House small = house(neighbour(administrator), few);
            change(large, CHANGES);
            change(small, FEW_CHANGES);
            for (String list : lists()) {
                compare(list, large, small, report);
            }
            platform.stop();
        }
    }

    private static List<String> lists() {
        return List.of(
                "/api/records/{entity}?limit=50",
                "/api/records/{entity}?limit=50&name=Lisboa",
                "/api/audit?limit=50",
                "/api/audit?limit=50&action=integration.pause",
                "/api/events?limit=50&topic=record.updated",
                "/api/jobs?limit=50",
                "/api/jobs?limit=50&state=FAILED",
                "/api/integrations/{id}/logs?limit=50",
                "/api/integrations?limit=50");
    }

    private static String address(PlacesSource source) {
        return "127.0.0.1:" + source.provider().uri().getPort();
    }

    private static House house(RestClient client, PlacesSource source) {
        SyncClient syncs = new SyncClient(client, List.of());
        Connection connection = syncs.connect(source);
        syncs.synchronize(connection);
        return new House(client, syncs, source, connection);
    }

    /** The administrator of a second organization. */
    private static RestClient neighbour(RestClient administrator) {
        String organization = administrator
                .post("/api/organizations", Map.of("slug", "neighbour", "name", "Neighbour"))
                .expect(201)
                .path("id")
                .asText();
        Map<String, String> there = Map.of("Content-Type", "application/json", "X-Organization", organization);
        JsonNode user = post(
                administrator,
                "/api/users",
                Map.of("email", "n@example.org", "displayName", "N", "roles", List.of("ORG_ADMIN")),
                there);
        JsonNode key = post(
                administrator, "/api/api-keys", Map.of("userId", user.path("id").asText(), "name", "lists"), there);
        return administrator.as(key.path("key").asText());
    }

    private static JsonNode post(RestClient client, String path, Object body, Map<String, String> headers) {
        return client.send(
                        "POST",
                        path,
                        BodyPublishers.ofString(
                                RestClient.JSON.valueToTree(body).toString()),
                        headers)
                .expect(201);
    }

    /** Switches integrations on and off, and changes a record, so often: entries in the audit log, and events. */
    private static void change(House house, int times) {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Connection> connections = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> house.syncs().connect(house.source()))
                    .toList();
            List<Future<?>> clients = connections.stream()
                    .<Future<?>>map(each -> threads.submit(() -> change(house, each, times / CLIENTS)))
                    .toList();
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static void change(House house, Connection connection, int times) {
        for (int i = 0; i < times; i++) {
            String change = i % 2 == 0 ? "pause" : "activate";
            house.client()
                    .post("/api/integrations/" + connection.id() + "/" + change, Map.of())
                    .expectSuccess();
            house.client()
                    .put("/api/records/note/" + connection.entity(), Map.of("number", i))
                    .expectSuccess();
        }
    }

    private void compare(String list, House large, House small, Report report) {
        double[] much = read(list, large);
        double[] little = read(list, small);
        report.add(name(), list + ", many rows", "ms", much, "");
        report.add(name(), list + ", few rows", "ms", little, "");
        report.add(
                name(),
                list + ", many / few",
                "ratio",
                Percentiles.of(much, 0.5) / Percentiles.of(little, 0.5),
                list.contains("&name=") ? "" : "<= 2");
    }

    private static double[] read(String list, House house) {
        String path = list.replace("{entity}", house.connection().entity())
                .replace("{id}", house.connection().id());
        for (int i = 0; i < WARM_UPS; i++) {
            house.client().get(path).expectSuccess();
        }
        double[] milliseconds = new double[READS];
        for (int i = 0; i < READS; i++) {
            long begin = System.nanoTime();
            house.client().get(path).expectSuccess();
            milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        return milliseconds;
    }
}
