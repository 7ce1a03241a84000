package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.fakes.Addresses;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Makes tokens of callers, and authenticators that know the keys. */
abstract class Tokens {
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static RSAKey rsa;
    static ECKey ec;
    static UpstreamClient client;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
        client = new UpstreamClient(new Addresses(), new ServerSelectors());
    }

    @AfterAll
    static void close() throws Exception {
        client.close();
    }

    static JwtAuthenticator authenticator(String json, Object... values) {
        try {
            ObjectNode settings =
                    (ObjectNode) House.JSON.readTree(String.format(json, values).replace('\'', '"'));
            return new JwtAuthenticator(
                    new TokenSettings(settings, Set.of("jwksUri", "jwks", "secret", "algorithms")), client);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JwtAuthenticator asymmetric() {
        return authenticator(
                "{'issuer':'me','audience':'api','jwks':%s}", new JWKSet(List.of(rsa, ec)).toPublicJWKSet());
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .issuer("me")
                .audience("api")
                .claim("scope", "read write")
                .claim("roles", List.of("CLERK"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    static String token(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims) {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    static String rsaToken(JWTClaimsSet claims) throws JOSEException {
        return token(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa), claims);
    }

    static Presented bearing(String token) {
        return new Presented() {
            @Override
            public String header(String name) {
                return "Bearer " + token;
            }

            @Override
            public String query(String name) {
                return null;
            }

            @Override
            public String ip() {
                return "127.0.0.1";
            }

            @Override
            public String requestId() {
                return "r";
            }
        };
    }

    static ApiCaller call(JwtAuthenticator authenticator, String token) {
        return authenticator.quickly(bearing(token)).orElseGet(() -> authenticator.thoroughly(bearing(token)));
    }

    static void refused(JwtAuthenticator authenticator, String token) {
        assertThatThrownBy(() -> call(authenticator, token)).isInstanceOf(PlatformException.class);
    }
}
