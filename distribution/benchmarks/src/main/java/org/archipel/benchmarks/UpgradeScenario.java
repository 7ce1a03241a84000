package org.archipel.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** Requests to an extension while it is upgraded and taken back again and again; beside it as many without upgrades. */
final class UpgradeScenario implements Scenario {
    private static final int CONNECTIONS = 32;
    private static final int WARM_UP = 60_000;
    private static final int WARM_UP_CHANGES = 4;
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
            try (Load load = Load.start(address, platform.bootstrapKey(), WARM_UP, CONNECTIONS)) {
                for (int i = 0; i < WARM_UP_CHANGES; i++) {
                    change(extension, i);
                }
                load.await();
            }
            for (int turn = 0; turn < workbench.repetitions(); turn++) {
                try (Load load = Load.start(address, platform.bootstrapKey(), REQUESTS, CONNECTIONS)) {
                    load.await();
                    tell("without upgrades", load, List.of(), report);
                }
                underUpgrades(extension, address, platform, report);
            }
            platform.stop();
        }
    }

    private static void change(SampleExtension extension, int number) {
        if (number % 2 == 0) {
            extension.upgrade();
        } else {
            extension.rollBack();
        }
    }

    private void underUpgrades(SampleExtension extension, URI address, PlatformProcess platform, Report report) {
        List<Double> changes = new ArrayList<>();
        try (Load load = Load.start(address, platform.bootstrapKey(), REQUESTS, CONNECTIONS)) {
            while (load.running() || changes.size() % 2 != 0) {
                change(extension, changes.size());
                changes.add(load.now());
            }
            load.await();
            report.add(name(), "upgrades and ways back meanwhile", "", changes.size(), "");
            tell("with upgrades", load, changes, report);
        }
    }

    /** @param changes when each change ended */
    private void tell(String when, Load load, List<Double> changes, Report report) {
        double[] times = load.milliseconds();
        load.failures().stream().distinct().limit(5).forEach(failure -> System.err.println("failed: " + failure));
        report.add(
                name(),
                when + ": failed of " + times.length + " requests",
                "",
                load.failures().size(),
                "0");
        List<Integer> standingOut = standingOut(times);
        double[] beginnings = load.beginnings();
        standingOut.forEach(number -> System.err.printf(
                Locale.ROOT,
                "%s: request %d began at %.0f ms and took %.1f ms; change %d ended next, at %.0f ms%n",
                when,
                number,
                beginnings[number],
                times[number],
                next(changes, beginnings[number]),
                next(changes, beginnings[number]) < changes.size()
                        ? changes.get(next(changes, beginnings[number]))
                        : -1));
        report.add(name(), when + ": 99th percentile", "ms", Percentiles.of(times, 0.99), "");
        report.add(
                name(),
                when + ": more than " + (int) TOLERATED_MILLIS + " ms over the 99th percentile of their neighbours",
                "requests",
                standingOut.size(),
                "0");
        report.add(name(), when + ": each request", "ms", times, "");
    }

    private static int next(List<Double> changes, double time) {
        int next = 0;
        while (next < changes.size() && changes.get(next) < time) {
            next++;
        }
        return next;
    }

    /** Requests that took much longer than almost all of those that began shortly before and after. */
    private static List<Integer> standingOut(double[] times) {
        List<Integer> numbers = new ArrayList<>();
        for (int from = 0; from < times.length; from += NEIGHBOURS) {
            int to = Math.min(times.length, from + NEIGHBOURS);
            double limit = Percentiles.of(Arrays.copyOfRange(times, from, to), 0.99) + TOLERATED_MILLIS;
            for (int number = from; number < to; number++) {
                if (times[number] > limit) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }
}
