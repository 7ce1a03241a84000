package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
    @TempDir
    Path folder;

    @Test
    void aGeneratedExtensionAnswersAndEachSaveShows() throws IOException, InterruptedException {
        Path repository = folder.resolve("repository");
        SdkScripts sdk = new SdkScripts(folder);
        sdk.run("stage", repository.toString());
        String told = sdk.run("minute", "--home", Distribution.folder().toString(), repository.toString(), "3");

        Matcher answers = Pattern.compile("answers after (\\d+) ms").matcher(told);
        assertThat(answers.find()).as(told).isTrue();
        // The bars are a minute and a second, on a machine that does nothing else.
        assertThat(Long.parseLong(answers.group(1))).isLessThan(TimeUnit.MINUTES.toMillis(3));
        List<Long> saves = Pattern.compile("new behaviour after (\\d+) ms")
                .matcher(told)
                .results()
                .map(each -> Long.parseLong(each.group(1)))
                .toList();
        assertThat(saves).hasSize(3).allSatisfy(save -> assertThat(save).isLessThan(30_000));
    }
}
