package org.archipel.integrations.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PkceTest {
    /** RFC 7636, appendix B. */
    @Test
    void theChallengeIsThatOfTheStandardsExample() {
        assertThat(Pkce.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void everyVerifierIsAnother() {
        assertThat(Pkce.verifier()).hasSize(43).matches("[A-Za-z0-9_-]+").isNotEqualTo(Pkce.verifier());
    }
}
