package org.archipel.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.archipel.benchmarks.gateway.Nginx;
import org.archipel.benchmarks.gateway.SpringGateway;
import org.archipel.benchmarks.gateway.Wrk;
import org.archipel.benchmarks.gateway.Wrk.Figures;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** A custom API as a proxy with API key and token bucket, beside nginx and Spring Cloud Gateway, in turns. */
final class GatewayScenario implements Scenario {
    private static final String KEY = "peer-key";
    private static final int WARM_UP = 20;
    private static final int SECONDS = 10;
    private static final int RATE = 10_000_000;

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String description() {
        return "a proxy with API key and token bucket, 1 KB, 32 connections, beside nginx and Spring Cloud Gateway";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        if (!Wrk.isInstalled("wrk") || !Wrk.isInstalled("nginx")) {
            System.err.println("left out: wrk or nginx is not installed");
            return;
        }
        try (Nginx upstream = Nginx.upstream(workbench.folder());
                Nginx proxy = Nginx.proxy(workbench.folder(), upstream, KEY);
                SpringGateway spring =
                        SpringGateway.start(project(workbench), workbench.folder(), upstream.uri(""), KEY);
                PlatformProcess platform = workbench
                        .platform("gateway")
                        .setting("archipel.network.private", "127.0.0.0/8")
                        .start()) {
            URI api = define(platform, upstream);
            measure(
                    workbench.repetitions(),
                    List.of(
                            new Side("Archipel", api, platform.bootstrapKey()),
                            new Side("Spring Cloud Gateway", spring.uri("/bench"), KEY),
                            new Side("nginx", proxy.uri("/bench"), KEY)),
                    report);
            platform.stop();
        }
    }

    private record Side(String name, URI address, String key) {
        Figures run(int seconds) {
            return Wrk.run(address, Map.of("X-API-Key", key), seconds);
        }
    }

    /** The project's folder: the assembled distribution is in {@code distribution/assembly/target/archipel-…/archipel} of it. */
    private static Path project(Workbench workbench) {
        return workbench.distribution().resolve("../../../../..").normalize();
    }

    private static URI define(PlatformProcess platform, Nginx upstream) {
        RestClient.withKey(platform.url(), platform.bootstrapKey())
                .post(
                        "/api/apis",
                        Map.of(
                                "name",
                                "Proxy",
                                "method",
                                "GET",
                                "path",
                                "/bench",
                                "config",
                                Map.of(
                                        "integrations",
                                        List.of(Map.of(
                                                "name",
                                                "upstream",
                                                "endpoint",
                                                upstream.uri("/").toString())),
                                        "rateLimit",
                                        Map.of("requestsPerMinute", RATE))))
                .expect(201);
        return platform.url().resolve("/api/custom/default/bench");
    }

    private void measure(int repetitions, List<Side> sides, Report report) {
        sides.forEach(side -> side.run(WARM_UP));
        double[][] rates = new double[sides.size()][repetitions];
        double[][] late = new double[sides.size()][repetitions];
        for (int i = 0; i < repetitions; i++) {
            for (int side = 0; side < sides.size(); side++) {
                Figures figures = sides.get(side).run(SECONDS);
                rates[side][i] = figures.perSecond();
                late[side][i] = figures.p99Millis();
            }
        }
        for (int side = 0; side < sides.size(); side++) {
            report.add(name(), sides.get(side).name(), "1/s", rates[side], "");
            report.add(name(), sides.get(side).name() + ", 99th percentile", "ms", late[side], "");
        }
        report.add(name(), "beside Spring Cloud Gateway", "", ratios(rates[0], rates[1]), ">= 1.5");
        report.add(name(), "beside nginx", "", ratios(rates[0], rates[2]), ">= 0.5");
        report.add(name(), "99th percentile beside Spring's", "", ratios(late[0], late[1]), "<= 1");
    }

    static double[] ratios(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return ratios;
    }
}
