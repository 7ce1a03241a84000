package org.archipel.connector.plaid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.connector.common.webhook.Signatures;

/** The token that proves a webhook (RFC 7519, ES256 of RFC 7518): its time, and the digest of the content. */
final class WebhookToken {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int LONGEST = 4_000;

    private final String[] parts;

    WebhookToken(String token) {
        this.parts = token.length() > LONGEST ? new String[0] : token.split("\\.");
    }

    /**
     * Why the webhook is not genuine; empty if it is. The key is asked for only where nothing else is wrong.
     *
     * @param keys gives the public key (RFC 7517) with an id
     */
    Optional<String> refusal(byte[] body, Instant now, Function<String, JsonNode> keys) {
        JsonNode header = parts.length == 3 ? decoded(parts[0]) : MissingNode.getInstance();
        if (!header.path("alg").asText().equals("ES256")
                || header.path("kid").asText().isEmpty()) {
            return Optional.of("there is no token that is signed by ES256");
        }
        JsonNode claims = decoded(parts[1]);
        if (!Signatures.timely(claims.path("iat").asText(), now, WINDOW)) {
            return Optional.of("it is too old, or of the future");
        }
        if (!Signatures.same(
                Signatures.digest(body), claims.path("request_body_sha256").asText())) {
            return Optional.of("the token is for another content");
        }
        JsonNode key = keys.apply(header.path("kid").asText());
        if (!key.isObject()) {
            return Optional.of("the key of the token is not known");
        }
        if (!key.path("expired_at").isNull() && !key.path("expired_at").isMissingNode()) {
            return Optional.of("the key of the token has expired");
        }
        return signedBy(key) ? Optional.empty() : Optional.of("the signature is wrong");
    }

    private boolean signedBy(JsonNode key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey(key));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Neither a key nor a signature of this kind.
            return false;
        }
    }

    private static PublicKey publicKey(JsonNode key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(key, "x"), coordinate(key, "y"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger coordinate(JsonNode key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(name).asText()));
    }

    private static JsonNode decoded(String part) {
        try {
            JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(part));
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException | IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }
}
