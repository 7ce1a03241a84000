package org.archipel.benchmarks.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The load generator wrk, of Debian's package of that name: keep-alive connections, as fast as they are answered. */
public final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern LATE = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final int CONNECTIONS = 32;

    private Wrk() {}

    /**
     * What was measured.
     *
     * @param perSecond answers a second
     * @param p99Millis time that a hundredth of the answers took longer than
     */
    public record Figures(double perSecond, double p99Millis) {}

    /** Whether a program can be run. */
    public static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Asks for an address over 32 connections.
     *
     * @throws IllegalStateException if one answer is not 2xx
     */
    public static Figures run(URI address, Map<String, String> headers, int seconds) {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "--latency"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(address.toString());
        String output = output(command);
        Matcher rate = RATE.matcher(output);
        Matcher late = LATE.matcher(output);
        if (!rate.find() || !late.find() || output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IllegalStateException("wrk on " + address + " says:\n" + output);
        }
        double unit = switch (late.group(2)) {
            case "us" -> 0.001;
            case "ms" -> 1;
            default -> 1000;
        };
        return new Figures(Double.parseDouble(rate.group(1)), Double.parseDouble(late.group(1)) * unit);
    }

    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
