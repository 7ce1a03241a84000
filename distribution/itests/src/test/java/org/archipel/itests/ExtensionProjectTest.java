package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to an extension that answers, and from a save to new behaviour, as an extension developer has it. */
@Tag("slow")
class ExtensionProjectTest {
    private static final Path SAMPLES =
            Path.of("..", "..", "extensions-sdk", "samples").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void aGeneratedExtensionAnswersAndEachSaveShows() throws IOException, InterruptedException {
        Path repository = folder.resolve("repository");
        run("stage", repository.toString());
        String told = run("minute", "--home", Distribution.folder().toString(), repository.toString(), "3");

        Matcher answers = Pattern.compile("answers after (\\d+) ms").matcher(told);
        assertThat(answers.find()).as(told).isTrue();
        // The bars are a minute and a second, on a machine that does nothing else.
        assertThat(Long.parseLong(answers.group(1))).isLessThan(TimeUnit.MINUTES.toMillis(3));
        List<Long> saves = Pattern.compile("new behaviour after (\\d+) ms")
                .matcher(told)
                .results()
                .map(each -> Long.parseLong(each.group(1)))
                .toList();
        assertThat(saves).hasSize(3).allSatisfy(save -> assertThat(save).isLessThan(10_000));
    }

    private String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SAMPLES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve(script + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(8, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
        }
        assertThat(ended ? process.exitValue() : -1).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
