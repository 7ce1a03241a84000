package org.archipel.marketplace.internal.trust;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/**
 * A signed document (Dead Simple Signing Envelope, DSSE 1.0): what is signed are the very bytes that are carried, so that nobody has
 * to agree on how JSON is laid out.
 *
 * @param payloadType media type of the document
 * @param payload its bytes, base64
 */
public record Envelope(String payloadType, String payload, List<Signature> signatures) {
    private static final int MOST_SIGNATURES = 8;

    public Envelope {
        signatures = signatures == null ? List.of() : List.copyOf(signatures);
    }

    /**
     * @param keyid id of the key, as everywhere in the marketplace
     * @param sig 64 bytes, base64
     */
    public record Signature(String keyid, String sig) {}

    static Envelope seal(String type, byte[] document, MarketplaceKeys.Signer signer) {
        var signed = Ed25519.sign(signer.pair().getPrivate(), statement(type, document));
        return new Envelope(
                type,
                Ed25519.base64(document),
                List.of(new Signature(signer.key().keyId(), Ed25519.base64(signed))));
    }

    /** The id of a public key, X.509 in base64 or PEM; empty if the text is none. */
    public static Optional<String> keyId(String publicKey) {
        return Ed25519.publicKey(publicKey).map(Ed25519::keyId);
    }

    /**
     * The document, if the key signed it.
     *
     * @param publicKey X.509 in base64 or PEM
     * @throws PlatformException {@code INTEGRATION_ERROR} that says what is wrong with it
     */
    public byte[] open(String type, String publicKey) {
        var key = Ed25519.publicKey(publicKey).orElseThrow(() -> refused("the trusted key cannot be read"));
        if (!type.equals(payloadType) || payload == null) {
            throw refused("it is no document of the type " + type);
        }
        var trusted = Ed25519.keyId(key);
        var own = signatures.stream()
                .limit(MOST_SIGNATURES)
                .filter(signature -> trusted.equals(signature.keyid()))
                .findFirst()
                .orElseThrow(() ->
                        refused("it is signed by a stranger: the key " + signers() + " is not the trusted " + trusted));
        try {
            var document = Base64.getDecoder().decode(payload);
            if (own.sig() != null
                    && Ed25519.verifies(
                            key, statement(type, document), Base64.getDecoder().decode(own.sig()))) {
                return document;
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused("it is not base64");
        }
        throw refused("its signature does not hold");
    }

    /** Ids of the keys that it says it is signed with. */
    public List<String> keyIds() {
        return signatures.stream()
                .limit(MOST_SIGNATURES)
                .map(Signature::keyid)
                .filter(id -> id != null && id.matches("[0-9a-f]{64}"))
                .toList();
    }

    private String signers() {
        return keyIds().isEmpty() ? "(none)" : String.join(", ", keyIds());
    }

    /** DSSE's pre-authentication encoding. */
    private static byte[] statement(String type, byte[] document) {
        var head = ("DSSEv1 " + type.getBytes(StandardCharsets.UTF_8).length + " " + type + " " + document.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        var statement = new byte[head.length + document.length];
        System.arraycopy(head, 0, statement, 0, head.length);
        System.arraycopy(document, 0, statement, head.length, document.length);
        return statement;
    }

    private static PlatformException refused(String why) {
        return new PlatformException(ErrorCode.INTEGRATION_ERROR, "the document is refused: " + why);
    }
}
