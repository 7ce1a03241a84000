package org.archipel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.benchmarks.sandbox.MemoryStorm;

/** Extensions that take all memory they can get, with the standard heap and budgets: whether the platform's threads find any. */
final class MemoryScenario implements Scenario {
    private static final Pattern FIGURES = Pattern.compile("figures (\\w+) (\\d+) (\\d+) (\\d+)");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "extensions that take all memory: whether the platform's own threads find any";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-Xss512k",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            MemoryStorm.class.getName()))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(line -> add(line, report));
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the process failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void add(String line, Report report) {
        Matcher figures = FIGURES.matcher(line);
        if (figures.matches()) {
            String hog = figures.group(1);
            report.add(name(), hog + ": no memory for the platform", "times", Long.parseLong(figures.group(2)), "0");
            report.add(name(), hog + ": pieces of work done", "", Long.parseLong(figures.group(3)), "");
            report.add(name(), hog + ": calls ended or refused", "", Long.parseLong(figures.group(4)), "");
        }
    }
}
