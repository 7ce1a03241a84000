package org.archipel.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a JVM holds after a full garbage collection.
 *
 * @param bundleLoaders class loaders of bundles
 * @param bundles that the framework remembers, installed or not
 * @param metaspace used kilobytes
 * @param heap kilobytes of objects
 */
record ProcessFigures(
        long threads, long openFiles, long loadedClasses, long bundleLoaders, long bundles, long metaspace, long heap) {
    private static final String BUNDLE = "org.apache.felix.framework.BundleImpl";
    private static final String BUNDLE_LOADER = "BundleWiringImpl$BundleClassLoader";

    static ProcessFigures of(long pid) {
        run("jcmd", pid, "GC.run");
        // Loaders that finalizers and soft references held go at the second time.
        run("jcmd", pid, "GC.run");
        String[] classes = values(run("jstat", "-class", pid));
        String[] heap = values(run("jstat", "-gc", pid));
        List<String> heapNames = List.of(header(run("jstat", "-gc", pid)));
        // Counts what is alive; what is allocated meanwhile is not in it.
        String objects = run("jcmd", pid, "GC.class_histogram");
        return new ProcessFigures(
                entries(Path.of("/proc", Long.toString(pid), "task")),
                entries(Path.of("/proc", Long.toString(pid), "fd")),
                Long.parseLong(classes[0]) - Long.parseLong(classes[2]),
                run("jcmd", pid, "VM.classloader_stats")
                        .lines()
                        .filter(line -> line.contains(BUNDLE_LOADER))
                        .count(),
                instances(objects, BUNDLE),
                used(heap, heapNames, "MU"),
                total(objects) >> 10);
    }

    /** The line of a class: number, instances, bytes, name. */
    private static long instances(String histogram, String type) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length == 4 && columns[3].equals(type))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** The last line: Total, instances, bytes. */
    private static long total(String histogram) {
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length == 3 && columns[0].equals("Total"))
                .mapToLong(columns -> Long.parseLong(columns[2]))
                .sum();
    }

    private static long used(String[] heap, List<String> names, String name) {
        return (long) Double.parseDouble(heap[names.indexOf(name)]);
    }

    private static String[] header(String table) {
        return table.lines().findFirst().orElseThrow().strip().split("\\s+");
    }

    private static String[] values(String table) {
        return table.lines().skip(1).findFirst().orElseThrow().strip().split("\\s+");
    }

    private static long entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String tool, Object... arguments) {
        Path program = Path.of(System.getProperty("java.home"), "bin", tool);
        String[] command = Stream.concat(Stream.of(program), Stream.of(arguments))
                .map(Object::toString)
                .toArray(String[]::new);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
