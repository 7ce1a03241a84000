package org.archipel.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.archipel.benchmarks.gateway.BareBundle;
import org.archipel.benchmarks.gateway.Wrk;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** An answer from memory, with and without a key, beside a bare servlet on the same Jetty, in turns. */
final class GatewayCacheScenario implements Scenario {
    private static final int WARM_UP = 20;
    private static final int SECONDS = 8;

    @Override
    public String name() {
        return "gateway-cache";
    }

    @Override
    public String description() {
        return "a kept answer of 1 KB beside a bare servlet on the same Jetty";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        if (!Wrk.isInstalled("wrk")) {
            System.err.println("left out: wrk is not installed");
            return;
        }
        Path distribution = BareBundle.addTo(workbench.distribution(), workbench.folder());
        try (PlatformProcess platform = PlatformProcess.of(
                        distribution, workbench.folder().resolve("cache"))
                .javaOptions(workbench.javaOptions())
                .start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            define(client, "/open", Map.of("type", "NONE"));
            define(client, "/keyed", Map.of("type", "API_KEY"));
            measure(platform, workbench.repetitions(), report);
            platform.stop();
        }
    }

    private static void define(RestClient client, String path, Map<String, Object> authentication) {
        client.post(
                        "/api/apis",
                        Map.of(
                                "name",
                                path,
                                "method",
                                "GET",
                                "path",
                                path,
                                "config",
                                Map.of(
                                        "authentication",
                                        authentication,
                                        "mock",
                                        Map.of("body", Map.of("data", "x".repeat(1000))),
                                        "caching",
                                        Map.of("ttlSeconds", 3600))))
                .expect(201);
    }

    private void measure(PlatformProcess platform, int repetitions, Report report) {
        Map<String, String> key = Map.of("X-API-Key", platform.bootstrapKey());
        List<String> paths = List.of("/bare", "/api/custom/default/open", "/api/custom/default/keyed");
        paths.forEach(path -> Wrk.run(platform.url().resolve(path), key, WARM_UP));
        double[][] rates = new double[paths.size()][repetitions];
        for (int i = 0; i < repetitions; i++) {
            for (int side = 0; side < paths.size(); side++) {
                rates[side][i] = Wrk.run(platform.url().resolve(paths.get(side)), key, SECONDS)
                        .perSecond();
            }
        }
        report.add(name(), "bare servlet", "1/s", rates[0], "");
        report.add(name(), "kept answer", "1/s", rates[1], "");
        report.add(name(), "kept answer, with a key", "1/s", rates[2], "");
        report.add(name(), "beside the bare servlet", "", GatewayScenario.ratios(rates[1], rates[0]), ">= 0.8");
        report.add(name(), "with a key, beside the bare servlet", "", GatewayScenario.ratios(rates[2], rates[0]), "");
    }
}
