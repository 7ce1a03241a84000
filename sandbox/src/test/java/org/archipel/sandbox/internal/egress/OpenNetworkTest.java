package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.archipel.sandbox.internal.permission.HostName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.2.3, 443, true",
        "10.1.0.0/16, 10.2.2.3, 443, false",
        "127.0.0.0/8, 127.0.0.1, 9000, true",
        "127.0.0.0/8:9000, 127.0.0.1, 9000, true",
        "127.0.0.0/8:9000, 127.0.0.1, 9001, false",
        "127.0.0.1:9000, 127.0.0.1, 9000, true",
        "127.0.0.1:9000, 127.0.0.1, 9001, false",
        "127.0.0.1, 127.0.0.1, 1, true",
        "fc00::/7, fc00::1, 443, true",
        "[::1]:9000, ::1, 9000, true",
        "[::1]:9000, ::1, 9001, false",
    })
    void opensWhatItNames(String entry, String address, int port, boolean open) throws UnknownHostException {
        InetAddress resolved = InetAddress.getByName(address);
        assertThat(OpenNetwork.parse(entry).includes(HostName.of(resolved), resolved, port))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.0.0/", "10.1.0.0/x", "/8", "127.0.0.1:port", "a b"})
    void refusesWhatItCannotRead(String entry) {
        assertThatThrownBy(() -> OpenNetwork.parse(entry)).isInstanceOf(IllegalArgumentException.class);
    }
}
