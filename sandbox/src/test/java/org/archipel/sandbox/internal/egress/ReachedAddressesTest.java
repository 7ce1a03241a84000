package org.archipel.sandbox.internal.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told beforehand of an address is what a request to it would meet. */
class ReachedAddressesTest {
    private static final List<URI> ENDPOINTS = List.of(URI.create("https://api.example.com/v1"));
    private static final List<Permission> GRANTS = List.of(new Permission(
            "network",
            Set.of("connect"),
            List.of(new PermissionCondition("hosts", List.of("login.example.com", "*.acme.example")))));

    private final CheckedEgress egress = new CheckedEgress(Settings.of(), null);

    @AfterEach
    void close() throws IOException {
        egress.close();
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com/token, true",
        "https://LOGIN.example.com./token, true",
        "https://eu.acme.example/token, true",
        "https://api.example.com/token, true",
        "https://api.example.com:8443/token, false",
        "https://elsewhere.example/token, false",
        "https://login.example.com@elsewhere.example/token, false",
        "https://login.example.com.elsewhere.example/token, false",
        "ftp://login.example.com/token, false",
        "/token, false"
    })
    void addressesAreComparedByHostAndPort(String address, boolean reached) {
        assertThat(egress.reaches(() -> GRANTS, ENDPOINTS, URI.create(address))).isEqualTo(reached);
    }

    @Test
    void withoutGrantsTheEndpointAloneIsReached() {
        assertThat(egress.reaches(List::of, ENDPOINTS, ENDPOINTS.get(0))).isTrue();
        assertThat(egress.reaches(List::of, List.of(), ENDPOINTS.get(0))).isFalse();
    }
}
