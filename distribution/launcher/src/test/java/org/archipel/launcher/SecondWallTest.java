package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondWallTest {
    private static final int FIRST_WITHOUT_MANAGER = 24;

    @TempDir
    Path folder;

    private Configuration configuration(String setting) {
        Properties properties = new Properties();
        if (setting != null) {
            properties.setProperty(SecondWall.KEY, setting);
        }
        return Configuration.load(folder, Map.of(), properties);
    }

    @ParameterizedTest
    @CsvSource({
        ",17,,it is switched off",
        "auto,17,,''",
        "on,17,,''",
        "ON,23,allow,''",
        "off,17,,it is switched off",
        "auto,21,,the JVM was started without -Djava.security.manager=allow",
        "on,24,,JDK 24 has no security manager",
        "auto,25,allow,JDK 25 has no security manager",
    })
    void standsWhereTheJvmHasASecurityManager(String setting, int jdk, String option, String absence) {
        assertThat(SecondWall.absence(configuration(setting), jdk, option)).isEqualTo(absence);
    }

    @Test
    void refusesAnotherSetting() {
        assertThatThrownBy(() -> SecondWall.absence(configuration("yes"), 17, null))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(SecondWall.KEY);
    }

    @Test
    void stopsAnExtensionWhoseCodeWasNotRewritten() throws Exception {
        List<String> lines = rogueAt("extension:rogue/1.0.0");

        assertThat(lines).contains("tried all").noneMatch(line -> line.endsWith(": done"));
        // The framework looks at what it is to install, and hides what it denies, before it says so.
        assertThat(lines).filteredOn(line -> line.endsWith(": denied")).hasSizeGreaterThan(25);
    }

    @Test
    void leavesThePlatformsBundlesAlone() throws Exception {
        // It gets as far as to the end of the process, which it asks for.
        assertThat(rogueAt("platform:rogue"))
                .contains("read a file: done", "listen: done", "run a program: done")
                .doesNotContain("tried all")
                .noneMatch(line -> line.contains("denied"));
    }

    private List<String> rogueAt(String location) throws IOException, InterruptedException {
        assumeTrue(Runtime.version().feature() < FIRST_WITHOUT_MANAGER, "a JVM with a security manager");
        Path output = folder.resolve("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Djava.security.manager=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RogueHost.class.getName(),
                        folder.resolve("framework").toString(),
                        location)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output);
    }
}
