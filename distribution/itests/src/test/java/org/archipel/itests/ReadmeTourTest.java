package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.PlatformProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README's tour do what the README says. */
class ReadmeTourTest {
    private static final Pattern COMMANDS = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theTourRunsFromItsFirstCommandToItsLast() throws IOException, InterruptedException {
        try (PlacesProvider provider = PlacesProvider.start(
                        PlacesOptions.defaults().withLimit(2_000).withAccess(AccessRule.API_KEY_HEADER));
                PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder.resolve("platform"))
                        .setting(
                                "archipel.network.private",
                                "127.0.0.1:" + provider.uri().getPort())
                        .withTrials()
                        .start()) {
            Path output = folder.resolve("output.txt");
            int exit = run(
                    output,
                    Map.of(
                            "ARCHIPEL", platform.url().toString(),
                            "PROVIDER", provider.uri().toString(),
                            "KEY", platform.bootstrapKey(),
                            "TOOL",
                                    Distribution.folder()
                                            .resolve("bin/archipel")
                                            .toString(),
                            "PACKAGES",
                                    Distribution.folder()
                                            .resolve("demo/extensions")
                                            .toString()));

            String said = Files.readString(output);
            assertThat(exit).as(said).isZero();
            assertThat(said)
                    .contains("\"code\":\"NOT_FOUND\"")
                    .contains("\"successful\":true")
                    .contains("\"status\":\"ACTIVE\"")
                    .contains("\"created\":2000")
                    .contains("\"name\":\"compatibility-run\",\"outcome\":\"PASSED\"")
                    .contains("\"reviewStatus\":\"APPROVED\"")
                    .contains("\"actualState\":\"ACTIVE\"")
                    .contains("\"total\":2000")
                    .doesNotContain("\"code\":\"VALIDATION_ERROR\"")
                    .doesNotContain("\"code\":\"SYSTEM_ERROR\"")
                    .doesNotContain(AccessRule.KEY);
        }
    }

    private int run(Path output, Map<String, String> environment) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        Matcher blocks = COMMANDS.matcher(Files.readString(Path.of(System.getProperty("archipel.readme"))));
        while (blocks.find()) {
            script.append(blocks.group(1));
        }
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        Process process = bash.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the tour ends").isTrue();
        return process.exitValue();
    }
}
