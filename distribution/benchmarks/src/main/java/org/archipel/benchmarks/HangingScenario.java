package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.archipel.benchmarks.SyncClient.Connection;
import org.archipel.connectors.emulators.Fault;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/**
 * Many integrations with a provider that takes a minute for each answer, all of them synchronizing, beside one integration whose
 * provider is well: whether that one's syncs and health checks go on as before.
 */
final class HangingScenario implements Scenario {
    private static final int RECORDS = 10_000;
    private static final int HANGING = 20;
    private static final int WARM_UPS = 10;
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final int HEALTH_SECONDS = 2;
    private static final int MINUTE_MS = 60_000;

    @Override
    public String name() {
        return "hanging";
    }

    @Override
    public String description() {
        return "sync rate and health checks of one integration while " + HANGING
                + " others wait for a provider that hangs";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlacesSource well = PlacesSource.of(RECORDS, 1);
                PlacesSource ill = PlacesSource.of(RECORDS, 1);
                PlatformProcess platform = workbench
                        .platform("hanging")
                        .setting("archipel.network.private", address(well) + ", " + address(ill))
                        .setting("archipel.integrations.health.seconds", Integer.toString(HEALTH_SECONDS))
                        .start()) {
            RestClient rest = RestClient.withKey(platform.url(), platform.bootstrapKey());
            SyncClient client = new SyncClient(rest, List.of());
            List<Connection> hanging = new ArrayList<>();
            for (int i = 0; i < HANGING; i++) {
                hanging.add(client.connect(ill));
            }
            Connection other = client.connect(well);
            client.synchronize(other).expect(RECORDS, 0, 0);
            for (int i = 0; i < WARM_UPS; i++) {
                client.synchronize(other);
            }
            measure(workbench.repetitions(), report, new Pair(rest, client, ill, hanging, other));
            platform.stop();
        }
    }

    /** The two sides that are compared. */
    private record Pair(
            RestClient rest, SyncClient client, PlacesSource ill, List<Connection> hanging, Connection other) {
        /** All of them ask a provider that no longer answers; gives their jobs. */
        List<String> hang() {
            ill.provider().faults().on(Fault.SLOW, 1, Integer.MAX_VALUE, MINUTE_MS);
            return hanging.stream().map(client::begin).toList();
        }

        void recover(List<String> jobs) {
            ill.provider().faults().clear();
            jobs.forEach(client::cancel);
        }
    }

    /** What one window showed: records a second in syncs, and health checks of the integration whose provider is well. */
    private record Window(double perSecond, double checks) {}

    private void measure(int repetitions, Report report, Pair pair) {
        double[] quiet = new double[repetitions];
        double[] beside = new double[repetitions];
        double[] rates = new double[repetitions];
        double[] checks = new double[repetitions];
        for (int i = 0; i < repetitions; i++) {
            Window before = window(pair);
            List<String> jobs = pair.hang();
            Window meanwhile = window(pair);
            pair.recover(jobs);
            quiet[i] = before.perSecond();
            beside[i] = meanwhile.perSecond();
            rates[i] = beside[i] / quiet[i];
            checks[i] = meanwhile.checks() / before.checks();
        }
        report.add(name(), "sync again of 10k, nothing else", "rec/s", quiet, "");
        report.add(name(), "the same while " + HANGING + " others wait for a provider", "rec/s", beside, "");
        report.add(name(), "sync rate, beside nothing else", "ratio", rates, ">= 0.95");
        report.add(name(), "health checks, beside nothing else", "ratio", checks, ">= 0.95");
    }

    private static Window window(Pair pair) {
        Instant begin = Instant.now();
        long records = 0;
        double seconds = 0;
        while (Duration.between(begin, Instant.now()).compareTo(WINDOW) < 0) {
            SyncClient.Outcome outcome = pair.client().synchronize(pair.other()).expect(0, 0, RECORDS);
            records += outcome.read();
            seconds += outcome.seconds();
        }
        double window = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        return new Window(records / seconds, checksSince(begin, pair) / window);
    }

    private static int checksSince(Instant begin, Pair pair) {
        JsonNode checks = pair.rest()
                .get("/api/integrations/" + pair.other().id() + "/health")
                .expectSuccess()
                .path("checks");
        int count = 0;
        for (JsonNode check : checks) {
            if (Instant.parse(check.path("lastCheckedAt").asText()).isAfter(begin)) {
                count++;
            }
        }
        return count;
    }

    private static String address(PlacesSource source) {
        return "127.0.0.1:" + source.provider().uri().getPort();
    }
}
