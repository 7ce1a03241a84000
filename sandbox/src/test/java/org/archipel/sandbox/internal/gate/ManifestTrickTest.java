package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.felix.framework.cache.BundleCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate reads a manifest as the framework does, or not at all. */
class ManifestTrickTest {
    private static final String HIDDEN = "Fragment-Host: org.archipel.security";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A: b\r\r\n" + HIDDEN + "\r\n\r\n",
                "A: b\n\n " + HIDDEN + "\n\n",
                "A: b\r\n\r\n " + HIDDEN + "\r\n\r\n",
                "A: b\r" + HIDDEN + "\r\n\r\n",
                "A: b\n" + HIDDEN,
                "A: b\nA: c\n\n",
                "A: b\na: c\n\n",
                "A: b\nFragment-\n Host: x\nFragment-Host: y\n\n",
                " A: b\n\n",
                "A : b\n\n",
                "A:b: c\n\n",
                "A: b\u0000\n\n",
                "A: b\u2028Fragment-Host: x",
            })
    void refusesWhatCanBeReadInTwoWays(String manifest) {
        assertThatThrownBy(() -> parse(manifest)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // The framework takes the quotation mark for text, and finds a second capability.
                "archipel.extension;id=\"a\";z=\\;b=\"x,archipel.persistence;unit=evil,osgi.service;c=d\"",
                "a;b=\"c\\\",d;e=\\\"f\"",
                "a;b=\\",
                "a\\,b",
                "a;b: =c",
                "a;b:=\t\"c,d\"",
                "a;b=\u2003\"c,d\"",
                "a;b=c\uffff,d",
                "a,b\uffff;c=d",
                "a;b=(c=d)",
                "a;b=",
                "a;b=c\"d\"",
                "a;b=\"c\"d",
                "a;b:T x=c",
            })
    void refusesHeadersThatTheFrameworkWouldReadInAnotherWay(String header) {
        assertThatThrownBy(() -> HeaderParser.parse(header)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsWhatToolsWrite() {
        assertThat(HeaderParser.parse(
                        "osgi.service;objectClass:List<String>=\"a.B,a.C\";uses:=\"a,b\";effective:=active,"
                                + "a.d;version=1.0.0; resolution:=optional ;title=\"Caf\u00e9 \u2013 (x=y)\" , e"))
                .containsExactly(
                        new HeaderClause(
                                "osgi.service",
                                Map.of("objectClass", "a.B,a.C"),
                                Map.of("uses", "a,b", "effective", "active")),
                        new HeaderClause(
                                "a.d",
                                Map.of("version", "1.0.0", "title", "Caf\u00e9 \u2013 (x=y)"),
                                Map.of("resolution", "optional")),
                        new HeaderClause("e", Map.of(), Map.of()));
    }

    @Test
    void seesHeadersWhoseNamesAndValuesAreFolded() {
        assertThat(parse("A: b\r\nFragment-H\r\n ost: org.archi\r\n pel.security\r\n\r\n")
                        .find("fragment-host"))
                .contains("org.archipel.security");
    }

    @Test
    void readsEveryManifestAsTheFrameworkDoes() throws Exception {
        String[] parts = {
            "A: b", "C: d", "Fragment-Host: x", "\r", "\n", "\r\n", " ", ": ", ":", "\n\n", "\r\n\r\n", "\t"
        };
        Random random = new Random(11);
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder manifest = new StringBuilder();
            for (int i = 0; i < 2 + random.nextInt(7); i++) {
                manifest.append(parts[random.nextInt(parts.length)]);
            }
            Map<String, String> seen;
            try {
                seen = parse(manifest.toString()).all();
            } catch (IllegalArgumentException e) {
                continue;
            }
            accepted++;
            assertThat(seen)
                    .as(manifest.toString().replace("\r", "<CR>").replace("\n", "<LF>"))
                    .isEqualTo(framework(manifest.toString()));
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    private static ManifestHeaders parse(String manifest) {
        return ManifestHeaders.parse(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** What the framework makes of it; nothing if it refuses it too. */
    private static Map<String, String> framework(String manifest) throws Exception {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        BundleCache.getMainAttributes(headers, new ByteArrayInputStream(bytes), bytes.length);
        Map<String, String> trimmed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> trimmed.put(name, value.toString().trim()));
        return trimmed;
    }
}
