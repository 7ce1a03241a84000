package org.archipel.benchmarks;

import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** The time from the request to install an extension to the first answer of its REST resource. */
final class InstallScenario implements Scenario {
    private static final int WARM_UPS = 5;
    private static final int INSTALLS = 20;

    @Override
    public String name() {
        return "install";
    }

    @Override
    public String description() {
        return "install request to the first answer of the new extension, " + INSTALLS + " times a repetition";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        double[] times = new double[INSTALLS * workbench.repetitions()];
        double[] removals = new double[times.length];
        double first;
        try (PlatformProcess platform = workbench.platform("install").start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            SampleExtension extension = new SampleExtension(workbench.distribution(), client);
            extension.publish(SampleExtension.OLD);
            first = milliseconds(() -> extension.install(SampleExtension.OLD));
            extension.uninstall();
            for (int i = 0; i < WARM_UPS; i++) {
                extension.install(SampleExtension.OLD);
                extension.uninstall();
            }
            for (int i = 0; i < times.length; i++) {
                times[i] = milliseconds(() -> extension.install(SampleExtension.OLD));
                removals[i] = milliseconds(extension::uninstall);
            }
            platform.stop();
        }
        report.add(name(), "install to first answer", "ms", times, "median <= 500, aim 250");
        report.add(name(), "install to first answer, 99th percentile", "ms", Percentiles.of(times, 0.99), "");
        report.add(name(), "the first install after the platform's start", "ms", first, "");
        report.add(name(), "uninstall", "ms", removals, "");
    }

    private static double milliseconds(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1e6;
    }
}
