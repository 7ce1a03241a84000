package org.archipel.marketplace.internal.packages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredDigestTest {
    private static final String ACTUAL = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OTHER = "00" + ACTUAL.substring(2);

    @Test
    void acceptsTheRightDigestInAnyForm() {
        assertThatCode(() -> {
                    DeclaredDigest.check(null, null, null, ACTUAL);
                    DeclaredDigest.check("sha-512=:AAAA:, sha-256=:" + base64(ACTUAL) + ":", null, null, ACTUAL);
                    DeclaredDigest.check(null, "SHA-256=" + base64(ACTUAL), null, ACTUAL);
                    DeclaredDigest.check(null, null, ACTUAL.toUpperCase(Locale.ROOT), ACTUAL);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherDigestInAnyForm() {
        assertRefused("sha-256=:" + base64(OTHER) + ":", null, null);
        assertRefused(null, "SHA-256=" + base64(OTHER), null);
        assertRefused(null, null, OTHER);
        assertRefused(null, "SHA-256=" + base64(ACTUAL), OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "md5=:AAAA:", "sha-256=:AAAA:", "sha-256=:A===:", "nonsense"})
    void refusesADigestThatCannotBeRead(String header) {
        assertRefused(header, null, null);
    }

    private static void assertRefused(String contentDigest, String digest, String sha256) {
        assertThatThrownBy(() -> DeclaredDigest.check(contentDigest, digest, sha256, ACTUAL))
                .isInstanceOf(ValidationException.class);
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
