package org.archipel.sandbox.internal.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "API.Example.COM, api.example.com",
        "api.example.com., api.example.com",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "xn--bcher-kva.EXAMPLE, xn--bcher-kva.example",
        "ｅｘａｍｐｌｅ．com, example.com",
        "example。com, example.com",
        "127.0.0.1, 127.0.0.1",
        "127.0.0.1., 127.0.0.1",
        "[::1], 0:0:0:0:0:0:0:1",
        "[2001:DB8::1], 2001:db8:0:0:0:0:0:1",
        "2001:db8:0:0::1, 2001:db8:0:0:0:0:0:1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "[::FFFF:0a00:0001], 10.0.0.1",
    })
    void oneHostHasOneName(String written, String canonical) {
        assertThat(HostName.parse(written)).hasToString(canonical);
        assertThat(HostName.parse(canonical)).isEqualTo(HostName.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a b",
                "a_b",
                "a/b",
                "a@b",
                "a%2eb",
                "127.1",
                "2130706433",
                "0x7f.1",
                "0177.0.0.1",
                "127.0.0.01",
                "256.1.1.1",
                "1.2.3",
                "0x7f000001",
                "[::1",
                "::1]",
                "[fe80::1%eth0]",
                "fe80::1%25eth0",
                "[1.2.3.4]",
                "::g",
                "a\u0000b",
                "-a.com"
            })
    void refusesWhatReadersUnderstandDifferently(String written) {
        assertThatThrownBy(() -> HostName.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canonicalFormIsStableForAnyName() {
        Random random = new Random(7);
        String letters = "abcXYZ019-.éßüÅ。．";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                HostName host = HostName.parse(name.toString());
                assertThat(HostName.parse(host.toString())).isEqualTo(host);
                assertThat(HostName.parse(name.toString().toUpperCase(Locale.ROOT)))
                        .isEqualTo(host);
                assertThat(host.toString()).matches("[a-z0-9.-]+");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com, true",
        "*.example.com, api.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, badexample.com, false",
        "*.Example.COM., API.example.com., true",
        "*, example.com, true",
        "*, 10.0.0.1, true",
        "*.0.0.1, 10.0.0.1, false",
        "10.0.0.1, ::ffff:10.0.0.1, true",
    })
    void patternsMatchCanonicalNames(String pattern, String host, boolean matches) {
        boolean matched;
        try {
            matched = HostPattern.parse(pattern).matches(HostName.parse(host));
        } catch (IllegalArgumentException e) {
            matched = false;
        }
        assertThat(matched).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.com", "*", "*.10.0.0.1", "a.*.com", "**.example.com", "*example.com"})
    void wildcardsStandBeforeDomainsOnly(String pattern) {
        if (pattern.equals("*")) {
            assertThat(HostPattern.parse(pattern)).hasToString("*");
        } else {
            assertThatThrownBy(() -> HostPattern.parse(pattern)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
