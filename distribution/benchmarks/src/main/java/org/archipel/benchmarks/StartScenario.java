package org.archipel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.archipel.harness.PlatformProcess;

/** Start from an empty data folder to ready, start again on existing data, and memory when idle. */
final class StartScenario implements Scenario {
    private static final int IDLE_SECONDS = 5;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "cold start to ready, restart, idle resident memory";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        double[] cold = new double[workbench.repetitions()];
        double[] again = new double[workbench.repetitions()];
        double[] resident = new double[workbench.repetitions()];
        for (int i = 0; i < workbench.repetitions(); i++) {
            try (PlatformProcess platform = workbench.platform("start-" + i).prepare()) {
                cold[i] = platform.start().toMillis() / 1000.0;
                platform.stop();
                again[i] = platform.start().toMillis() / 1000.0;
                idle();
                resident[i] = residentMegabytes(platform.pid());
            }
        }
        report.add(name(), "cold start to ready, empty data folder", "s", cold, "<= 5, aim 3");
        report.add(name(), "start to ready on existing data", "s", again, "");
        report.add(
                name(), "resident memory, idle for " + IDLE_SECONDS + " s, 256 MB heap", "MB", resident, "<= 250 (Q7)");
    }

    private static void idle() {
        try {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
