package org.archipel.sdk.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An extension developer's workbench: the SDK's scripts, a repository with what is published, and a folder to work in. */
final class Workbench {
    static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();
    private static final Path HOME = Path.of("target", "workbench").toAbsolutePath();
    private static final long MINUTES = 10;

    private final Path repository = HOME.resolve("repository");
    private final Path folder;

    private Workbench(String name) throws IOException {
        folder = HOME.resolve(name);
        delete(folder);
        Files.createDirectories(folder);
    }

    static Workbench named(String name) throws IOException, InterruptedException {
        Workbench workbench = new Workbench(name);
        workbench.run("stage", workbench.repository.toString());
        return workbench;
    }

    Path folder() {
        return folder;
    }

    void maven(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(repository.toString(), directory.toString()));
        all.addAll(List.of(arguments));
        run("stranger", all.toArray(String[]::new));
    }

    /** A project made by an archetype, as a stranger would make it. */
    Path generate(String archetype, String artifact, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                Guide.GENERATE,
                "-DinteractiveMode=false",
                "-DarchetypeCatalog=internal",
                "-DarchetypeGroupId=org.archipel",
                "-DarchetypeArtifactId=org.archipel.archetype." + archetype,
                "-DarchetypeVersion=" + System.getProperty("archipel.version"),
                "-DgroupId=com.example",
                "-DartifactId=" + artifact,
                "-Dpackage=com.example." + artifact.replace("-", "")));
        arguments.addAll(List.of(more));
        maven(folder, arguments.toArray(String[]::new));
        return folder.resolve(artifact);
    }

    void buildSamples(String... names) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--repository", repository.toString()));
        arguments.addAll(List.of(names));
        run("build", arguments.toArray(String[]::new));
    }

    /** The jars in a folder, those in folders below it not among them. */
    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private void run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SAMPLES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(script + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended ? process.exitValue() : -1)
                .as("%s%n%s", String.join(" ", command), Files.readString(log, StandardCharsets.UTF_8))
                .isZero();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
