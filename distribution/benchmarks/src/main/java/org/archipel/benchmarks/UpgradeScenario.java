package org.archipel.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.List;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** Requests to an extension while it is upgraded and taken back again and again; beside it the same without upgrades. */
final class UpgradeScenario implements Scenario {
    private static final int CONNECTIONS = 32;
    private static final int QUIET_REQUESTS = 10_000;
    private static final int REQUESTS = 100_000;
    private static final int NEIGHBOURS = 2_000;
    private static final double TOLERATED_MILLIS = 50;

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public String description() {
        return REQUESTS + " requests on " + CONNECTIONS + " connections while the extension is upgraded back and forth";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlatformProcess platform = workbench.platform("upgrade").start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            SampleExtension extension = new SampleExtension(workbench.distribution(), client);
            extension.publish(SampleExtension.OLD);
            extension.publish(SampleExtension.NEW);
            extension.install(SampleExtension.OLD);
            URI address = extension.versionAddress(platform.url());
            List<HttpClient> connections = Load.connections(CONNECTIONS);
            load(address, platform, QUIET_REQUESTS, connections);
            double[] quiet = load(address, platform, QUIET_REQUESTS, connections);
            underUpgrades(extension, address, platform, connections, report);
            report.add(name(), "quiet: 99th percentile", "ms", Percentiles.of(quiet, 0.99), "");
            report.add(name(), "quiet: each request", "ms", quiet, "");
            platform.stop();
        }
    }

    private static double[] load(URI address, PlatformProcess platform, int requests, List<HttpClient> connections) {
        try (Load load = Load.start(address, platform.bootstrapKey(), requests, connections)) {
            load.await();
            return load.milliseconds();
        }
    }

    /** Requests that took much longer than almost all of those that began shortly before and after. */
    private static long standingOut(double[] times) {
        long count = 0;
        for (int from = 0; from < times.length; from += NEIGHBOURS) {
            double[] block = Arrays.copyOfRange(times, from, Math.min(times.length, from + NEIGHBOURS));
            double limit = Percentiles.of(block, 0.99) + TOLERATED_MILLIS;
            count += Arrays.stream(block).filter(time -> time > limit).count();
        }
        return count;
    }

    private void underUpgrades(
            SampleExtension extension,
            URI address,
            PlatformProcess platform,
            List<HttpClient> connections,
            Report report) {
        int changes = 0;
        try (Load load = Load.start(address, platform.bootstrapKey(), REQUESTS, connections)) {
            while (load.running()) {
                if (changes++ % 2 == 0) {
                    extension.upgrade();
                } else {
                    extension.rollBack();
                }
            }
            load.await();
            load.failures().stream().distinct().limit(5).forEach(failure -> System.err.println("failed: " + failure));
            double[] times = load.milliseconds();
            report.add(
                    name(),
                    "failed of " + times.length + " requests",
                    "",
                    load.failures().size(),
                    "0");
            report.add(name(), "upgrades and ways back meanwhile", "", changes, "");
            report.add(name(), "99th percentile meanwhile", "ms", Percentiles.of(times, 0.99), "");
            report.add(
                    name(),
                    "more than " + (int) TOLERATED_MILLIS + " ms over the 99th percentile of their neighbours",
                    "requests",
                    standingOut(times),
                    "0");
            report.add(name(), "each request meanwhile", "ms", times, "");
        }
    }
}
