package org.archipel.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationTest {
    @TempDir
    Path folder;

    private Path sources;
    private Path resources;
    private Path output;

    @BeforeEach
    void makeFolders() throws IOException {
        sources = Files.createDirectories(folder.resolve("java"));
        resources = Files.createDirectories(folder.resolve("resources"));
        output = Files.createDirectories(folder.resolve("target/classes"));
    }

    @Test
    void classesOfSourcesThatAreGoneGoToo() throws IOException {
        Path old = source("Old", "class Old { class Inner {} }");
        source("Kept", "class Kept { Runnable task = () -> {}; enum Kind { A { } } }");
        assertThat(compilation().run()).isEmpty();
        assertThat(output.resolve("Old$Inner.class")).exists();
        Files.delete(old);

        assertThat(compilation().run()).isEmpty();

        assertThat(output.resolve("Old.class")).doesNotExist();
        assertThat(output.resolve("Old$Inner.class")).doesNotExist();
        assertThat(output.resolve("Kept.class")).exists();
        assertThat(output.resolve("Kept$Kind$1.class")).exists();
    }

    @Test
    void whatDoesNotCompileTakesNothingAway() throws IOException {
        source("Kept", "class Kept {}");
        assertThat(compilation().run()).isEmpty();
        source("Kept", "class Kept { int }");

        assertThat(compilation().run()).singleElement().asString().contains("Kept.java:1:");

        assertThat(output.resolve("Kept.class")).exists();
    }

    @Test
    void classesThatItDidNotMakeStay() throws IOException {
        source("Kept", "class Kept {}");
        source("Other", "class Other {}");
        assertThat(compilation().run()).isEmpty();
        byte[] java = Files.readAllBytes(output.resolve("Other.class"));
        Files.delete(sources.resolve("Other.java"));
        byte[] kotlin = new String(java, StandardCharsets.ISO_8859_1)
                .replace("\nOther.java", "\bOther.kt")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(output.resolve("OtherKt.class"), kotlin);
        Files.writeString(output.resolve("Broken.class"), "no class");
        Path versioned = Files.createDirectories(output.resolve("META-INF/versions/21"));
        Files.write(versioned.resolve("Other.class"), java);
        Files.write(Files.createDirectories(resources.resolve("templates")).resolve("Other.class"), java);

        assertThat(compilation().run()).isEmpty();

        assertThat(output.resolve("Other.class")).doesNotExist();
        assertThat(output.resolve("Broken.class")).doesNotExist();
        assertThat(output.resolve("OtherKt.class")).exists();
        assertThat(versioned.resolve("Other.class")).exists();
        assertThat(output.resolve("templates/Other.class")).exists();
    }

    private Compilation compilation() {
        return new Compilation(
                List.of(sources), List.of(resources), List.of(), output, List.of("-Aarchipel.version=1.0.0"));
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(sources.resolve(name + ".java"), text);
    }
}
