package org.archipel.toolkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.GateReport;

/** A publisher's signature of a package, in the form {@value #FORMAT}; it stands beside the package. */
public final class PackageSignature {
    public static final String FORMAT = "archipel-signature-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "publisher";

    private PackageSignature() {}

    /** Where the signature of a package stands. */
    public static Path fileOf(Path jar) {
        return jar.resolveSibling(jar.getFileName() + ".sig");
    }

    /**
     * Signs a package and writes the signature beside it.
     *
     * @param report of the package's verification
     * @throws SigningException if the package was refused: a signature vouches for it
     */
    public static Path sign(Path jar, GateReport report, PublisherKey key, Instant now) {
        ExtensionDescriptor descriptor = report.descriptor()
                .filter(present -> report.accepted())
                .orElseThrow(() -> new SigningException(jar.getFileName() + " is refused; nothing is signed", null));
        String signedAt = now.truncatedTo(ChronoUnit.SECONDS).toString();
        String statement = String.join(
                "\n",
                FORMAT,
                "role: " + ROLE,
                "extension: " + descriptor.id(),
                "version: " + descriptor.version(),
                "sha256: " + report.sha256(),
                "key: " + key.id(),
                "signed-at: " + signedAt,
                "");
        try {
            byte[] signature = key.sign(statement.getBytes(StandardCharsets.UTF_8));
            ObjectNode json = JSON.createObjectNode()
                    .put("format", FORMAT)
                    .put("role", ROLE)
                    .put("extension", descriptor.id())
                    .put("version", descriptor.version())
                    .put("sha256", report.sha256())
                    .put("key", key.id())
                    .put("signedAt", signedAt)
                    .put("signature", Base64.getEncoder().encodeToString(signature));
            Path file = fileOf(jar);
            Files.writeString(file, json.toPrettyString() + "\n");
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new SigningException("the package could not be signed: " + e.getMessage(), e);
        }
    }
}
