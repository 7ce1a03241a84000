package org.archipel.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.archipel.sandbox.GateReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSignatureTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00.123Z");

    @TempDir
    Path folder;

    private PublisherKey key() {
        return PublisherKey.generate(folder.resolve("keys/publisher.pem"), folder.resolve("keys/publisher.pub.pem"));
    }

    @Test
    void theStatementIsWhatTheFormatSaysAndTheKeySignedIt() throws IOException, GeneralSecurityException {
        Path jar = CompiledExtension.packaged(folder, "return null;");
        GateReport report = Verification.of(jar).report();
        PublisherKey key = key();

        Path file = PackageSignature.sign(jar, report, key, NOW);

        assertThat(file).hasFileName("tiny.jar.sig");
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        String statement = "archipel-signature-1\nrole: publisher\nextension: com.acme.tiny\nversion: 1.2.0\nsha256: "
                + report.sha256() + "\nkey: " + key.id() + "\nsigned-at: 2026-03-01T09:30:00Z\n";
        PublicKey publicKey = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key.publicKey())));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey);
        verifier.update(statement.getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(
                        Base64.getDecoder().decode(json.path("signature").asText())))
                .isTrue();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("format", "role", "extension", "version", "sha256", "key", "signedAt", "signature");
    }

    @Test
    void aKeyIsReadAgainAndItsPrivateHalfIsItsOwnersAlone() throws IOException {
        PublisherKey made = key();
        Path privateFile = folder.resolve("keys/publisher.pem");
        PublisherKey read = PublisherKey.read(privateFile, folder.resolve("keys/publisher.pub.pem"));
        assertThat(read.id()).isEqualTo(made.id()).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void halvesOfDifferentKeysAreRefused() {
        key();
        PublisherKey.generate(folder.resolve("other.pem"), folder.resolve("other.pub.pem"));
        assertThatThrownBy(
                        () -> PublisherKey.read(folder.resolve("keys/publisher.pem"), folder.resolve("other.pub.pem")))
                .isInstanceOf(SigningException.class);
    }

    @Test
    void aRefusedPackageIsNotSigned() {
        Path jar = CompiledExtension.packaged(folder, "System.load(\"x\"); return null;");
        GateReport report = Verification.of(jar).report();
        PublisherKey key = key();
        assertThatThrownBy(() -> PackageSignature.sign(jar, report, key, NOW)).isInstanceOf(SigningException.class);
    }
}
