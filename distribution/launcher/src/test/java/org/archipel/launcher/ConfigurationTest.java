package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path home;

    @Test
    void systemPropertiesOverrideEnvironmentWhichOverridesTheFile() throws IOException {
        write("archipel.http.port = 1\narchipel.http.host = a\narchipel.node = file\n");
        Properties system = new Properties();
        system.setProperty("archipel.http.port", "3");
        system.setProperty("java.version", "17");

        Configuration configuration = Configuration.load(
                home, Map.of("ARCHIPEL_HTTP_PORT", "2", "ARCHIPEL_HTTP_HOST", "b", "PATH", "/bin"), system);

        assertThat(configuration.all())
                .isEqualTo(Map.of("archipel.http.port", "3", "archipel.http.host", "b", "archipel.node", "file"));
    }

    @Test
    void twoUnderscoresOfAnEnvironmentVariableAreAHyphen() {
        Configuration configuration =
                Configuration.load(home, Map.of("ARCHIPEL_NETWORK_RESPONSE__SIZE", "9"), new Properties());

        assertThat(configuration.all()).isEqualTo(Map.of("archipel.network.response-size", "9"));
    }

    @Test
    void aBlankValueIsNoValue() throws IOException {
        write("archipel.node =\n");
        assertThat(Configuration.load(home, Map.of(), new Properties()).get("archipel.node"))
                .isEmpty();
    }

    @Test
    void refusesASettingThatIsNotOurs() throws IOException {
        write("http.port = 1\n");
        assertThatThrownBy(() -> Configuration.load(home, Map.of(), new Properties()))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("unknown setting 'http.port'");
    }

    @Test
    void refusesAStopLimitThatIsNoNumber() {
        Configuration configuration =
                Configuration.load(home, Map.of("ARCHIPEL_STOP_TIMEOUT_SECONDS", "soon"), new Properties());
        assertThatThrownBy(configuration::stopTimeoutSeconds).hasMessageContaining("expected a number, not 'soon'");
    }

    @Test
    void foldersAreRelativeToTheHomeUnlessAbsolute() {
        Configuration relative = Configuration.load(home, Map.of("ARCHIPEL_DATA", "state"), new Properties());
        Configuration absolute = Configuration.load(home, Map.of("ARCHIPEL_DATA", "/state"), new Properties());
        assertThat(relative.dataFolder()).isEqualTo(home.resolve("state"));
        assertThat(absolute.dataFolder()).isEqualTo(Path.of("/state"));
    }

    private void write(String text) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/archipel.properties"), text);
    }
}
