package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signed tokens, good and bad. */
class JwtTest extends Tokens {
    @Test
    void goodTokensTellWhoCalls() throws Exception {
        JwtAuthenticator authenticator = asymmetric();
        ApiCaller caller = call(authenticator, rsaToken(claims().build()));
        assertThat(caller.id()).isEqualTo("jwt:me|ada");
        assertThat(caller.scopes()).containsExactlyInAnyOrder("read", "write");
        assertThat(caller.roles()).containsExactly("CLERK");
        assertThat(call(authenticator, token(JWSAlgorithm.ES256, "e1", new ECDSASigner(ec), claims().build())))
                .isEqualTo(caller);
        assertThat(call(authenticator, token(JWSAlgorithm.PS256, "r1", new RSASSASigner(rsa), claims().build())))
                .isEqualTo(caller);
        assertThat(call(authenticator, token(JWSAlgorithm.RS256, null, new RSASSASigner(rsa), claims().build())))
                .isEqualTo(caller);
    }

    @Test
    void edwardsKeysAreKnown() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        OctetKeyPair key = new OctetKeyPair.Builder(
                        Curve.Ed25519,
                        Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .keyID("d1")
                .build();
        JwtAuthenticator authenticator = authenticator("{'jwks':%s}", new JWKSet(List.of(key)));
        String head = encode("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}") + "."
                + encode(claims().build().toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(head.getBytes(StandardCharsets.US_ASCII));
        String token = head + "." + Base64URL.encode(signature.sign());
        assertThat(call(authenticator, token).id()).isEqualTo("jwt:me|ada");
        refused(authenticator, token.substring(0, token.length() - 4) + "AAAA");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void badTokensAreRefused() throws Exception {
        JwtAuthenticator authenticator = asymmetric();
        String good = rsaToken(claims().build());
        String[] parts = good.split("\\.");
        refused(authenticator, encode("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        refused(authenticator, encode("{\"alg\":\"NONE\"}") + "." + parts[1] + "." + parts[2]);
        refused(authenticator, parts[0] + "." + parts[1] + ".");
        refused(
                authenticator,
                parts[0] + "." + encode(claims().subject("eve").build().toString()) + "." + parts[2]);
        refused(authenticator, "x");
        refused(authenticator, "a.b.c");
        refused(authenticator, good + "A".repeat(9000));
        // Key confusion: the public key as a secret.
        refused(
                authenticator,
                token(
                        JWSAlgorithm.HS256,
                        "r1",
                        new MACSigner(rsa.toRSAPublicKey().getEncoded()),
                        claims().build()));
        refused(authenticator, token(JWSAlgorithm.RS256, "other", new RSASSASigner(rsa), claims().build()));
        refused(authenticator, token(JWSAlgorithm.RS256, "e1", new RSASSASigner(rsa), claims().build()));
        refused(
                authenticator,
                rsaToken(claims().expirationTime(Date.from(Instant.now().minusSeconds(61)))
                        .build()));
        refused(authenticator, rsaToken(claims().expirationTime(null).build()));
        refused(
                authenticator,
                rsaToken(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(120)))
                        .build()));
        refused(authenticator, rsaToken(claims().issuer("other").build()));
        refused(authenticator, rsaToken(claims().audience("other").build()));
        refused(authenticator, rsaToken(claims().subject(null).build()));
        SignedJWT typed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("r1")
                        .type(new JOSEObjectType("secevent+jwt"))
                        .build(),
                claims().build());
        typed.sign(new RSASSASigner(rsa));
        refused(authenticator, typed.serialize());
        SignedJWT critical = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("r1")
                        .criticalParams(Set.of("x"))
                        .customParam("x", 1)
                        .build(),
                claims().build());
        critical.sign(new RSASSASigner(rsa));
        refused(authenticator, critical.serialize());
    }

    @Test
    void clocksMayDiffer() throws Exception {
        assertThat(call(
                                asymmetric(),
                                rsaToken(claims().expirationTime(
                                                Date.from(Instant.now().minusSeconds(30)))
                                        .notBeforeTime(Date.from(Instant.now().minusSeconds(90)))
                                        .build()))
                        .id())
                .isEqualTo("jwt:me|ada");
    }

    @Test
    void aSecretTakesOnlyItsOwnKind() throws Exception {
        JwtAuthenticator authenticator = authenticator("{'secret':'%s'}", SECRET);
        assertThat(call(authenticator, token(JWSAlgorithm.HS256, null, new MACSigner(SECRET), claims().build()))
                        .id())
                .isEqualTo("jwt:me|ada");
        refused(authenticator, rsaToken(claims().build()));
        refused(
                authenticator,
                token(JWSAlgorithm.HS256, null, new MACSigner(SECRET.replace('0', '1')), claims().build()));
        assertThatThrownBy(() -> authenticator("{'secret':'short'}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> authenticator("{'secret':'%s','algorithms':['RS256']}", SECRET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> authenticator("{}")).isInstanceOf(IllegalArgumentException.class);
    }
}
