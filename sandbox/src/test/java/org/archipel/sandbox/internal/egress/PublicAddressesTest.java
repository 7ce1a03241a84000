package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    private final PublicAddresses guard =
            new PublicAddresses(Settings.of("archipel.network.private", "10.1.0.0/16,127.0.0.1:9000"));

    @ParameterizedTest
    @CsvSource({
        "https://EXAMPLE.org., https://example.org/",
        "https://example.org:443/a?b, https://example.org/a?b",
        "http://8.8.8.8/, http://8.8.8.8/",
        "http://10.1.2.3/, http://10.1.2.3/",
        "http://127.0.0.1:9000/x, http://127.0.0.1:9000/x",
    })
    void givesTheHostThatIsConnected(String address, String canonical) {
        assertThat(guard.canonical(URI.create(address))).isEqualTo(URI.create(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1:9001/",
                "http://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/",
                "http://[::ffff:10.2.0.1]/",
                "http://localhost/",
                "http://LOCALHOST.:80/",
            })
    void refusesPrivateAddressesBeforeAnythingIsSent(String address) {
        URI uri = URI.create(address);
        assertThatThrownBy(() -> guard.canonical(uri)).isInstanceOf(PermissionDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://example.org/", "http://user@example.org/", "http:/example.org", "http://0x7f.1/", "/a"})
    void refusesWhatIsNoAddress(String address) {
        URI uri = URI.create(address);
        assertThatThrownBy(() -> guard.canonical(uri)).isInstanceOf(ValidationException.class);
    }

    @Test
    void asksNoNameService() {
        assertThat(guard.canonical(URI.create("https://no-such-host.invalid")))
                .isEqualTo(URI.create("https://no-such-host.invalid/"));
    }
}
