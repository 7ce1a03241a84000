package org.archipel.benchmarks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/**
 * What OSGi security costs behind the sandbox: requests to a resource of an extension and to one of the platform, on a platform with
 * it beside one without, in turns. On a JVM without a security manager both are the same.
 */
final class WallsScenario implements Scenario {
    private static final String SETTING = "archipel.sandbox.osgi-security";
    private static final int CONNECTIONS = 2;
    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 2_000;
    private static final int TURNS_A_REPETITION = 6;
    private static final String BAR = "1.10";

    @Override
    public String name() {
        return "walls";
    }

    @Override
    public String description() {
        return "requests with OSGi security behind the sandbox, beside requests without it";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlatformProcess on = start(workbench, "on");
                PlatformProcess off = start(workbench, "off")) {
            compare("extension", SampleExtension.VERSION_PATH, on, off, workbench, report);
            compare("platform", "/api/extensions", on, off, workbench, report);
            installs(workbench, on, off, report);
            on.stop();
            off.stop();
        }
    }

    private static PlatformProcess start(Workbench workbench, String setting) {
        PlatformProcess platform =
                workbench.platform("walls-" + setting).setting(SETTING, setting).start();
        SampleExtension extension = extension(workbench, platform);
        extension.publish(SampleExtension.OLD);
        extension.install(SampleExtension.OLD);
        return platform;
    }

    private static SampleExtension extension(Workbench workbench, PlatformProcess platform) {
        return new SampleExtension(
                workbench.distribution(), RestClient.withKey(platform.url(), platform.bootstrapKey()));
    }

    private void compare(
            String what, String path, PlatformProcess on, PlatformProcess off, Workbench workbench, Report report) {
        Turn.of(on, path, WARM_UP);
        Turn.of(off, path, WARM_UP);
        List<Turn> with = new ArrayList<>();
        List<Turn> without = new ArrayList<>();
        for (int turn = 0; turn < TURNS_A_REPETITION * workbench.repetitions(); turn++) {
            if (turn % 2 == 0) {
                with.add(Turn.of(on, path, REQUESTS));
            }
            without.add(Turn.of(off, path, REQUESTS));
            if (turn % 2 == 1) {
                with.add(Turn.of(on, path, REQUESTS));
            }
        }
        add(report, what + ": median request", Turn::median, with, without);
        add(report, what + ": processor time of a request", Turn::processor, with, without);
    }

    private void add(Report report, String what, ToDoubleFunction<Turn> figure, List<Turn> with, List<Turn> without) {
        double[] on = with.stream().mapToDouble(figure).toArray();
        double[] off = without.stream().mapToDouble(figure).toArray();
        report.add(name(), what + ", with", "us", on, "");
        report.add(name(), what + ", without", "us", off, "");
        report.add(
                name(),
                what + ", with to without",
                "",
                IntStream.range(0, on.length)
                        .mapToDouble(turn -> on[turn] / off[turn])
                        .toArray(),
                BAR);
    }

    /**
     * Requests to one platform, one after the other on each connection.
     *
     * @param median of their times, in microseconds
     * @param processor what one took of the platform's processor time, in microseconds: it depends less on what else runs on the machine
     */
    private record Turn(double median, double processor) {
        static Turn of(PlatformProcess platform, String path, int requests) {
            URI address = platform.url().resolve(path);
            double before = processorMicroseconds(platform);
            try (Load load = Load.start(address, platform.bootstrapKey(), requests, CONNECTIONS)) {
                load.await();
                if (!load.failures().isEmpty()) {
                    throw new IllegalStateException("failed: " + load.failures().get(0));
                }
                return new Turn(
                        1_000 * Percentiles.of(load.milliseconds(), 0.5),
                        (processorMicroseconds(platform) - before) / requests);
            }
        }

        private static double processorMicroseconds(PlatformProcess platform) {
            return ProcessHandle.of(platform.pid())
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(time -> time.toNanos() / 1e3)
                    .orElseThrow(() -> new IllegalStateException("no processor time of " + platform.pid()));
        }
    }

    private void installs(Workbench workbench, PlatformProcess on, PlatformProcess off, Report report) {
        int rounds = 5 * workbench.repetitions();
        double[] with = new double[rounds];
        double[] without = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            with[round] = install(extension(workbench, on));
            without[round] = install(extension(workbench, off));
        }
        report.add(name(), "install, with", "ms", with, "");
        report.add(name(), "install, without", "ms", without, "");
    }

    private static double install(SampleExtension extension) {
        extension.uninstall();
        long begin = System.nanoTime();
        extension.install(SampleExtension.OLD);
        return (System.nanoTime() - begin) / 1e6;
    }
}
