package org.archipel.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    @TempDir
    Path folder;

    @Test
    void changesNewFilesAndRemovalsAreSeenOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), "1");
        SourceWatch watch = new SourceWatch(List.of(folder, folder.resolve("absent")));
        assertThat(watch.changed()).isEmpty();

        FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 5_000);
        Files.setLastModifiedTime(file, later);
        assertThat(watch.changed()).contains(later);
        assertThat(watch.changed()).isEmpty();

        Files.writeString(Files.createDirectories(folder.resolve("sub")).resolve("B.java"), "1");
        assertThat(watch.changed()).isPresent();
        Files.delete(file);
        assertThat(watch.changed()).isPresent();
        assertThat(watch.changed()).isEmpty();
    }

    @Test
    void whatIsMadeLaterIsSeen() throws IOException {
        Path config = folder.resolve("config.json");
        SourceWatch watch = new SourceWatch(List.of(folder.resolve("resources"), config));
        assertThat(watch.changed()).isEmpty();

        Files.writeString(config, "{}");
        assertThat(watch.changed()).isPresent();
        Files.writeString(Files.createDirectories(folder.resolve("resources")).resolve("guide.md"), "1");
        assertThat(watch.changed()).isPresent();
        assertThat(watch.changed()).isEmpty();
    }
}
