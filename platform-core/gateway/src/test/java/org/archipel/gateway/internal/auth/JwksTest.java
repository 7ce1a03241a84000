package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are asked of the issuer. */
class JwksTest extends Tokens {
    @Test
    void keysAreAskedForOnceAndAgainForOneThatIsNotKnown() throws Exception {
        try (Upstream issuer = new Upstream()) {
            issuer.handler = request ->
                    Answer.json(new JWKSet(List.of(rsa)).toPublicJWKSet().toString());
            JwtAuthenticator authenticator = authenticator("{'jwksUri':'%s/keys'}", issuer.url());
            call(authenticator, rsaToken(claims().build()));
            call(authenticator, rsaToken(claims().subject("bob").build()));
            assertThat(issuer.asked()).hasSize(1);
            for (int i = 0; i < 5; i++) {
                refused(authenticator, token(JWSAlgorithm.ES256, "e" + i, new ECDSASigner(ec), claims().build()));
            }
            // Not more often than twice a minute, whoever asks.
            assertThat(issuer.asked()).hasSize(1);
        }
    }

    @Test
    void aKeyThatIsNotUnderstoodTakesNoOtherAway() throws Exception {
        try (Upstream issuer = new Upstream()) {
            String good = rsa.toPublicJWK().toJSONString();
            issuer.handler = request -> Answer.json(
                    "{\"keys\":[null,{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\"},{\"kty\":\"EC\",\"crv\":\"P-256\"},"
                            + "{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AA\",\"y\":\"AA\"},{}," + good + "]}");
            JwtAuthenticator authenticator = authenticator("{'jwksUri':'%s/keys'}", issuer.url());
            assertThat(call(authenticator, rsaToken(claims().build())).id()).isEqualTo("jwt:me|ada");
        }
    }

    @Test
    void withoutKeysNobodyIsLetIn() throws Exception {
        assertUnavailable(authenticator("{'jwksUri':'http://127.0.0.1:1/keys'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"keys\":null}", "{\"keys\":[null]}", "{\"keys\":[7]}", "no JSON"})
    void whatIsNoSetOfKeysIsAsGoodAsNone(String document) throws Exception {
        try (Upstream issuer = new Upstream()) {
            issuer.handler = request -> Answer.json(document);
            JwtAuthenticator authenticator = authenticator("{'jwksUri':'%s/keys'}", issuer.url());
            assertUnavailable(authenticator);
            assertUnavailable(authenticator);
        }
    }

    private void assertUnavailable(JwtAuthenticator authenticator) throws Exception {
        String token = rsaToken(claims().build());
        assertThatThrownBy(() -> call(authenticator, token))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void signaturesAreNotCheckedOnAThreadThatOthersWaitFor() throws Exception {
        try (Upstream issuer = new Upstream()) {
            issuer.handler = request ->
                    Answer.json(new JWKSet(List.of(rsa)).toPublicJWKSet().toString());
            JwtAuthenticator authenticator = authenticator("{'jwksUri':'%s/keys'}", issuer.url());
            String token = rsaToken(claims().build());
            assertThat(authenticator.quickly(bearing(token))).isEmpty();
            assertThat(authenticator
                            .asking(bearing(token), Runnable::run)
                            .orElseThrow()
                            .get(60, TimeUnit.SECONDS))
                    .isNotNull();
            assertThat(authenticator.quickly(bearing(token))).isPresent();
            String other = rsaToken(claims().subject("bob").build());
            assertThat(authenticator.quickly(bearing(other))).isEmpty();
            assertThat(authenticator.asking(bearing(other), Runnable::run)).isEmpty();
            assertThat(authenticator.thoroughly(bearing(other))).isNotNull();
        }
    }
}
