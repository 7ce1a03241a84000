package org.archipel.integrations.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @Test
    void rangesHoldTheirAddressesOnly() {
        List<AddressRange> ranges = Stream.of("10.1.0.0/16", "192.0.2.7", "2001:db8::/33")
                .map(AddressRange::parse)
                .toList();
        assertThat(Stream.of("10.1.255.1", "192.0.2.7", "2001:db8:7fff::1"))
                .allMatch(address -> AddressRange.any(ranges, address));
        assertThat(Stream.of("10.2.0.1", "192.0.2.8", "2001:db8:8000::1", "", "localhost", "::ffff:1.2.3.4"))
                .noneMatch(address -> AddressRange.any(ranges, address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "2001:db8::/129", "1.2.3.4/x", "abc"})
    void whatIsNoRangeIsRefusedAndNoNameIsLookedUp(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
