package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.fakes.Addresses;
import org.archipel.gateway.internal.fakes.House;
import org.archipel.gateway.internal.fakes.Upstream;
import org.archipel.gateway.internal.fakes.Upstream.Answer;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed tokens, good and bad. */
class JwtTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static RSAKey rsa;
    private static ECKey ec;
    private static UpstreamClient client;

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

    private static JwtAuthenticator authenticator(String json, Object... values) {
        try {
            ObjectNode settings =
                    (ObjectNode) House.JSON.readTree(String.format(json, values).replace('\'', '"'));
            return new JwtAuthenticator(
                    new TokenSettings(settings, Set.of("jwksUri", "jwks", "secret", "algorithms")), client);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JwtAuthenticator asymmetric() {
        return authenticator(
                "{'issuer':'me','audience':'api','jwks':%s}", new JWKSet(List.of(rsa, ec)).toPublicJWKSet());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("ada")
                .issuer("me")
                .audience("api")
                .claim("scope", "read write")
                .claim("roles", List.of("CLERK"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String token(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims) {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static String rsaToken(JWTClaimsSet claims) throws JOSEException {
        return token(JWSAlgorithm.RS256, "r1", new RSASSASigner(rsa), claims);
    }

    private static Presented bearing(String token) {
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

    private static ApiCaller call(JwtAuthenticator authenticator, String token) {
        return authenticator.quickly(bearing(token)).orElseGet(() -> authenticator.thoroughly(bearing(token)));
    }

    private static void refused(JwtAuthenticator authenticator, String token) {
        assertThatThrownBy(() -> call(authenticator, token)).isInstanceOf(PlatformException.class);
    }

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
        java.security.Signature signature = java.security.Signature.getInstance("Ed25519");
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
            issuer.handler = request ->
                    Answer.json("{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\"},{\"kty\":\"EC\",\"crv\":\"P-256\"},"
                            + "{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"AA\",\"y\":\"AA\"},{}," + good + "]}");
            JwtAuthenticator authenticator = authenticator("{'jwksUri':'%s/keys'}", issuer.url());
            assertThat(call(authenticator, rsaToken(claims().build())).id()).isEqualTo("jwt:me|ada");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "1e30", "253402300800000"})
    void aTokenThatEndsBeyondAllTimesIsGood(String end) {
        assertThat(introspected("\"exp\":" + end).id()).endsWith("|ada");
        assertThatThrownBy(() -> introspected("\"nbf\":" + end)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> introspected("\"exp\":-" + end)).isInstanceOf(PlatformException.class);
    }

    private static ApiCaller introspected(String more) {
        try (Upstream server = new Upstream()) {
            server.handler = request -> Answer.json("{\"active\":true,\"sub\":\"ada\"," + more + "}");
            ObjectNode settings = House.JSON
                    .createObjectNode()
                    .put("introspectionUrl", server.url())
                    .put("clientId", "me")
                    .put("clientSecret", "hush");
            return new IntrospectionAuthenticator(
                            new TokenSettings(settings, Set.of("introspectionUrl", "clientId", "clientSecret")), client)
                    .thoroughly(bearing("t"));
        }
    }

    @Test
    void withoutKeysNobodyIsLetIn() throws Exception {
        JwtAuthenticator authenticator = authenticator("{'jwksUri':'http://127.0.0.1:1/keys'}");
        String token = rsaToken(claims().build());
        assertThatThrownBy(() -> call(authenticator, token))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
    }

    @Test
    void introspectionIsAskedOnceAndFailsClosed() throws Exception {
        try (Upstream server = new Upstream()) {
            server.handler = request -> request.body().contains("token=good")
                    ? Answer.json("{\"active\":true,\"sub\":\"ada\",\"scope\":\"read\",\"exp\":"
                            + Instant.now().plusSeconds(60).getEpochSecond() + "}")
                    : request.body().contains("token=odd")
                            ? Answer.json("{\"active\":\"true\",\"sub\":\"x\"}")
                            : request.body().contains("token=down")
                                    ? Answer.of(500, "")
                                    : Answer.json("{\"active\":false}");
            ObjectNode settings = House.JSON
                    .createObjectNode()
                    .put("introspectionUrl", server.url())
                    .put("clientId", "me")
                    .put("clientSecret", "hush");
            IntrospectionAuthenticator authenticator = new IntrospectionAuthenticator(
                    new TokenSettings(settings, Set.of("introspectionUrl", "clientId", "clientSecret", "cacheSeconds")),
                    client);
            assertThat(authenticator.quickly(bearing("good"))).isEmpty();
            assertThat(authenticator.thoroughly(bearing("good")).scopes()).containsExactly("read");
            assertThat(authenticator.quickly(bearing("good"))).isPresent();
            assertThat(server.asked()).hasSize(1);
            assertThat(server.last().header("Authorization")).isEqualTo("Basic bWU6aHVzaA==");
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("bad"))).isInstanceOf(PlatformException.class);
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("odd"))).isInstanceOf(PlatformException.class);
            assertThatThrownBy(() -> authenticator.thoroughly(bearing("down")))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.status()).isEqualTo(503));
        }
    }

    @Test
    void equalTokensAreAskedAboutOnceAndNobodyWaits() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Upstream server = new Upstream()) {
            server.handler = request -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Answer.json("{\"active\":true,\"sub\":\"ada\"}");
            };
            ObjectNode settings = House.JSON
                    .createObjectNode()
                    .put("introspectionUrl", server.url())
                    .put("clientId", "me")
                    .put("clientSecret", "hush");
            IntrospectionAuthenticator authenticator = new IntrospectionAuthenticator(
                    new TokenSettings(settings, Set.of("introspectionUrl", "clientId", "clientSecret", "cacheSeconds")),
                    client);
            List<CompletableFuture<ApiCaller>> asked = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                asked.add(authenticator.asking(bearing("t"), Runnable::run).orElseThrow());
            }
            assertThat(asked).noneMatch(CompletableFuture::isDone);
            gate.countDown();
            assertThat(asked)
                    .allSatisfy(caller -> assertThat(caller.join().id()).endsWith("|ada"));
            assertThat(server.asked()).hasSize(1);
        }
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
