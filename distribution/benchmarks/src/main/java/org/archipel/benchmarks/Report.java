package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.archipel.harness.RestClient;

/** The figures of a run, as a table for people and as JSON for machines. */
final class Report {
    private final List<Row> rows = new ArrayList<>();

    /**
     * One figure.
     *
     * @param bar what the figure should be, in words; empty for none
     */
    record Row(
            String scenario,
            String what,
            String unit,
            double minimum,
            double median,
            double maximum,
            int runs,
            String bar) {}

    /** Adds the median and spread of several runs. */
    void add(String scenario, String what, String unit, double[] values, String bar) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        rows.add(new Row(scenario, what, unit, sorted[0], median, sorted[sorted.length - 1], sorted.length, bar));
    }

    /** Adds a single figure. */
    void add(String scenario, String what, String unit, double value, String bar) {
        add(scenario, what, unit, new double[] {value}, bar);
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "Java %s, %d processors, load average %.1f%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                loadAverage());
        out.printf("%-16s %-48s %12s %12s %12s  %-6s %s%n", "scenario", "what", "median", "min", "max", "unit", "bar");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %-48s %12.3f %12.3f %12.3f  %-6s %s%n",
                    row.scenario(),
                    row.what(),
                    row.median(),
                    row.minimum(),
                    row.maximum(),
                    row.unit(),
                    row.bar());
        }
    }

    /** How busy the machine is; far above the number of processors, figures say more about others than about the platform. */
    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    void write(Path file) {
        ObjectNode root = RestClient.JSON.createObjectNode();
        root.put("java", System.getProperty("java.version"));
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("loadAverage", loadAverage());
        root.set("figures", RestClient.JSON.valueToTree(rows));
        try {
            Files.writeString(file, root.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
