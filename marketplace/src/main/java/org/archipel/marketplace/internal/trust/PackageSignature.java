package org.archipel.marketplace.internal.trust;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.archipel.api.error.ValidationException;
import org.archipel.base.Sha256;
import org.archipel.marketplace.internal.Json;

/**
 * A detached signature over a package, as the file beside it and as JSON; its format is described in
 * {@code docs/marketplace/signing.md}.
 *
 * @param sha256 digest of the package, lower-case hex
 * @param key id of the key that signed
 * @param publisherSignature of a countersignature: SHA-256 of the publisher's signature, or {@value #NONE}; else null
 * @param signature base64 of 64 bytes
 */
public record PackageSignature(
        String format,
        Role role,
        String extension,
        String version,
        String sha256,
        String key,
        Instant signedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String publisherSignature,
        String signature) {
    static final String FORMAT = "archipel-signature-1";
    static final String NONE = "none";

    /** Longest header that is read. */
    private static final int LIMIT = 4096;

    private static final int BYTES = 64;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WORD = Pattern.compile("[\\w.+-]{1,200}");

    /** Who signs. */
    public enum Role {
        PUBLISHER,
        MARKETPLACE;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is signed.
     *
     * @param publisherSignature as in the signature; null for the publisher's own
     */
    record Subject(String extension, String version, String sha256, String publisherSignature) {}

    /**
     * The signature in a header of a submission.
     *
     * @throws ValidationException if it is not one of a publisher
     */
    public static PackageSignature ofHeader(String header) {
        try {
            if (header.length() > LIMIT) {
                throw malformed("it is longer than " + LIMIT + " characters");
            }
            var bytes =
                    Base64.getDecoder().decode(header.strip().replace('-', '+').replace('_', '/'));
            var signature = Json.read(new String(bytes, StandardCharsets.UTF_8), PackageSignature.class);
            signature.check();
            return signature;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw malformed("it is not the base64 of a signature file");
        }
    }

    static PackageSignature sign(Role role, Subject subject, PublicKey publicKey, PrivateKey privateKey, Instant at) {
        var unsigned = new PackageSignature(
                FORMAT,
                role,
                subject.extension(),
                subject.version(),
                subject.sha256(),
                Ed25519.keyId(publicKey),
                at.truncatedTo(ChronoUnit.SECONDS),
                subject.publisherSignature(),
                "");
        return new PackageSignature(
                unsigned.format,
                role,
                unsigned.extension,
                unsigned.version,
                unsigned.sha256,
                unsigned.key,
                unsigned.signedAt,
                unsigned.publisherSignature,
                Ed25519.base64(Ed25519.sign(privateKey, unsigned.statement())));
    }

    /** Whether the key made it. */
    boolean holds(PublicKey publicKey) {
        return key.equals(Ed25519.keyId(publicKey)) && Ed25519.verifies(publicKey, statement(), raw());
    }

    /** Whether it speaks of that package. */
    boolean isOf(String extensionId, String extensionVersion, String digest) {
        return extension.equals(extensionId) && version.equals(extensionVersion) && sha256.equals(digest);
    }

    /** What a countersignature says of this signature. */
    String digest() {
        return Sha256.hex(raw());
    }

    private byte[] raw() {
        return Base64.getDecoder().decode(signature);
    }

    private byte[] statement() {
        var lines = new ArrayList<>(List.of(
                FORMAT,
                "role: " + role.wireName(),
                "extension: " + extension,
                "version: " + version,
                "sha256: " + sha256,
                "key: " + key,
                "signed-at: " + signedAt.truncatedTo(ChronoUnit.SECONDS)));
        if (publisherSignature != null) {
            lines.add("publisher-signature: " + publisherSignature);
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** No member may be missing, or hold what would be two lines of the statement. */
    private void check() {
        if (!FORMAT.equals(format) || role != Role.PUBLISHER || publisherSignature != null) {
            throw malformed("it is not a publisher's signature of the format " + FORMAT);
        }
        if (sha256 == null
                || key == null
                || !DIGEST.matcher(sha256).matches()
                || !DIGEST.matcher(key).matches()) {
            throw malformed("sha256 and key have to be 64 hexadecimal digits");
        }
        if (extension == null
                || version == null
                || !WORD.matcher(extension).matches()
                || !WORD.matcher(version).matches()) {
            throw malformed("extension and version have to be those of the package");
        }
        if (signedAt == null || signature == null || raw().length != BYTES) {
            throw malformed("signedAt and the " + BYTES + " bytes of the signature are needed");
        }
    }

    private static ValidationException malformed(String why) {
        return new ValidationException("", "the header Package-Signature cannot be read: " + why);
    }
}
