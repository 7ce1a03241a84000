package org.archipel.benchmarks;

import java.net.URI;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/**
 * What OSGi security costs behind the sandbox: requests to a resource of an extension and to one of the platform, on a platform with
 * it beside one without, in turns. On a JVM without a security manager both are the same.
 */
final class WallsScenario implements Scenario {
    private static final String SETTING = "archipel.sandbox.osgi-security";
    private static final int CONNECTIONS = 2;
    private static final int WARM_UP = 4_000;
    private static final int REQUESTS = 1_000;
    private static final int TURNS_A_REPETITION = 4;
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
        microseconds(on, path, WARM_UP);
        microseconds(off, path, WARM_UP);
        int turns = TURNS_A_REPETITION * workbench.repetitions();
        double[] with = new double[turns];
        double[] without = new double[turns];
        double[] ratios = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            boolean first = turn % 2 == 0;
            with[turn] = first ? microseconds(on, path, REQUESTS) : 0;
            without[turn] = microseconds(off, path, REQUESTS);
            with[turn] = first ? with[turn] : microseconds(on, path, REQUESTS);
            ratios[turn] = with[turn] / without[turn];
        }
        report.add(name(), what + ": median request, with", "us", with, "");
        report.add(name(), what + ": median request, without", "us", without, "");
        report.add(name(), what + ": with to without", "", ratios, BAR);
    }

    private static double microseconds(PlatformProcess platform, String path, int requests) {
        URI address = platform.url().resolve(path);
        try (Load load = Load.start(address, platform.bootstrapKey(), requests, CONNECTIONS)) {
            load.await();
            if (!load.failures().isEmpty()) {
                throw new IllegalStateException("failed: " + load.failures().get(0));
            }
            return 1_000 * Percentiles.of(load.milliseconds(), 0.5);
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
