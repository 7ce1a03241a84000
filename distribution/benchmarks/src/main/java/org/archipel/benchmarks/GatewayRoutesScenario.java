package org.archipel.benchmarks;

import java.net.URI;
import java.util.Map;
import org.archipel.benchmarks.gateway.Wrk;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** Many custom APIs: what their number costs a request, and what their changes cost. */
final class GatewayRoutesScenario implements Scenario {
    private static final int FEW = 10;
    private static final int MANY = 10_000;
    private static final int CHANGES = 500;
    private static final int REQUESTS = 50_000;
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP = 20;
    private static final int SECONDS = 8;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "gateway-routes";
    }

    @Override
    public String description() {
        return "requests among " + MANY + " custom APIs and among " + FEW + ", and during " + CHANGES + " changes";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        if (!Wrk.isInstalled("wrk")) {
            System.err.println("left out: wrk is not installed");
            return;
        }
        try (PlatformProcess platform = workbench.platform("routes").start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            for (int i = 0; i < FEW; i++) {
                define(client, i);
            }
            URI address = platform.url().resolve("/api/custom/default/group7/item/42/detail7");
            rate(address, WARM_UP);
            double[] few = rates(address, workbench.repetitions());
            double[] changes = changes(platform, client, address, report);
            report.add(name(), "change until it is seen, among few", "ms", changes, "<= 100");
            long begin = System.nanoTime();
            for (int i = FEW; i < MANY; i++) {
                define(client, i);
            }
            report.add(name(), "defining one more", "ms", (System.nanoTime() - begin) / MILLISECOND / (MANY - FEW), "");
            rate(address, SECONDS);
            double[] many = rates(address, workbench.repetitions());
            report.add(name(), "requests among " + FEW, "1/s", few, "");
            report.add(name(), "requests among " + MANY, "1/s", many, "");
            report.add(name(), "cost among many beside few", "", GatewayScenario.ratios(few, many), "<= 1.2");
            report.add(name(), "change until it is seen, among many", "ms", seen(platform, client, 20), "<= 100");
            platform.stop();
        }
    }

    private static String define(RestClient client, int number) {
        return client.post("/api/apis", definition("/group" + number % 100 + "/item/{id}/detail" + number, number))
                .expect(201)
                .path("id")
                .asText();
    }

    private static Map<String, Object> definition(String path, int value) {
        return Map.of(
                "name",
                path,
                "method",
                "GET",
                "path",
                path,
                "config",
                Map.of("authentication", Map.of("type", "NONE"), "mock", Map.of("body", value)));
    }

    private static double rate(URI address, int seconds) {
        return Wrk.run(address, Map.of(), seconds).perSecond();
    }

    private static double[] rates(URI address, int repetitions) {
        double[] rates = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            rates[i] = rate(address, SECONDS);
        }
        return rates;
    }

    private double[] changes(PlatformProcess platform, RestClient client, URI address, Report report) {
        try (Load load = Load.start(address, platform.bootstrapKey(), REQUESTS, CONNECTIONS)) {
            double[] seen = seen(platform, client, CHANGES);
            load.await();
            load.failures().stream().distinct().limit(5).forEach(failure -> System.err.println("failed: " + failure));
            report.add(
                    name(),
                    "failed of " + REQUESTS + " requests, " + CHANGES + " changes",
                    "",
                    load.failures().size(),
                    "0");
            return seen;
        }
    }

    /** From the answer to a change until a request sees it. */
    private static double[] seen(PlatformProcess platform, RestClient client, int count) {
        String id = client.post("/api/apis", definition("/changing" + count, 0))
                .expect(201)
                .path("id")
                .asText();
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            client.put("/api/apis/" + id, definition("/changing" + count, i + 1))
                    .expect(200);
            long begin = System.nanoTime();
            while (!client.get("/api/custom/default/changing" + count).text().equals(Integer.toString(i + 1))) {
                Thread.onSpinWait();
            }
            times[i] = (System.nanoTime() - begin) / MILLISECOND;
        }
        return times;
    }
}
