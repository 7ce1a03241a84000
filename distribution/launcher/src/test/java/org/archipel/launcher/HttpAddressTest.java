package org.archipel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
    @TempDir
    Path home;

    @Test
    void isLocalUnlessSaidOtherwise() {
        assertThat(address(Map.of())).isEqualTo(new HttpAddress("127.0.0.1", 8080));
        assertThat(address(Map.of("ARCHIPEL_HTTP_PORT", "9090", "ARCHIPEL_HTTP_HOST", "0.0.0.0")))
                .isEqualTo(new HttpAddress("0.0.0.0", 9090));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", "80 80"})
    void aPortIsANumber(String port) {
        assertThatThrownBy(() -> address(Map.of("ARCHIPEL_HTTP_PORT", port)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("archipel.http.port")
                .hasMessageContaining(port);
    }

    @Test
    void aTakenAddressIsRefusedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new HttpAddress("127.0.0.1", taken.getLocalPort()).ensureFree())
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("archipel.http.port");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        assertThatThrownBy(() -> new HttpAddress("192.0.2.1", 0).ensureFree()).isInstanceOf(LaunchException.class);
    }

    @Test
    void aFreeAddressIsTaken() {
        assertThatCode(() -> new HttpAddress("127.0.0.1", 0).ensureFree()).doesNotThrowAnyException();
    }

    private HttpAddress address(Map<String, String> environment) {
        return HttpAddress.of(Configuration.load(home, environment, new Properties()));
    }
}
