package org.archipel.gateway.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signatures of tokens, judged by the vectors of Project Wycheproof. */
class WycheproofTest {
    private static final int VECTORS = 401;

    /** Vectors that are decided otherwise here, with the reason. */
    private static final Map<Integer, String> OTHERWISE = Map.of(
            346, "the key is for PS256, and the token is signed by PS384",
            350, "the same",
            347, "the key is for ES521, which is the name of no algorithm",
            351, "the same",
            367, "the token is the one of vector 357, which is valid",
            370, "the same",
            372, "the header is not written in base64url",
            373, "the payload is not written in base64url");

    @Test
    void signaturesAreTakenAndRefusedAsTheVectorsSay() throws IOException, ParseException {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (JsonNode group : vectors().path("testGroups")) {
            JWK key = JWK.parse(
                    group.path(group.has("public") ? "public" : "private").toString());
            for (JsonNode vector : group.path("tests")) {
                count++;
                int id = vector.path("tcId").asInt();
                boolean expected = vector.path("result").asText().equals("valid") != OTHERWISE.containsKey(id);
                if (isTaken(key, vector.path("jws").asText()) != expected) {
                    wrong.add(id + " " + group.path("comment").asText() + ", "
                            + vector.path("comment").asText());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(VECTORS);
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream file = WycheproofTest.class.getResourceAsStream("/wycheproof/json_web_signature_test.json")) {
            return new ObjectMapper().readTree(file);
        }
    }

    /** As the authenticator of an API does whose settings name this key, and its algorithm where the key has none. */
    private static boolean isTaken(JWK key, String token) throws ParseException {
        SignedJWT jwt;
        try {
            jwt = CompactForm.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            return false;
        }
        if (key instanceof OctetSequenceKey secret) {
            return Set.of(secret.getAlgorithm().getName())
                            .contains(jwt.getHeader().getAlgorithm().getName())
                    && Signature.isBy(secret.toByteArray(), jwt);
        }
        return JwtAuthenticator.isByOne(List.of(key), jwt);
    }
}
