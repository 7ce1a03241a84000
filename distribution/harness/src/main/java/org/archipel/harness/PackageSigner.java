package org.archipel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Signs packages with an Ed25519 key; the format is described in {@code docs/marketplace/signing.md}. */
public final class PackageSigner {
    private static final String ALGORITHM = "Ed25519";
    private static final String FORMAT = "archipel-signature-1";
    private static final String DESCRIPTOR = "META-INF/archipel/extension.json";
    private static final String PRIVATE_SUFFIX = ".pem";
    private static final String PUBLIC_SUFFIX = ".pub.pem";

    private final KeyPair keys;

    private PackageSigner(KeyPair keys) {
        this.keys = keys;
    }

    public static PackageSigner withNewKey() {
        try {
            return new PackageSigner(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /**
     * Reads the key in the file, with its public half in the file beside it that ends in {@code .pub.pem}; makes them if there are none.
     */
    public static PackageSigner ofFile(Path file) {
        Path publicFile = publicFile(file);
        if (Files.exists(file) && !Files.exists(publicFile)) {
            throw new IllegalArgumentException("the public key is missing; write it with: openssl pkey -in " + file
                    + " -pubout -out " + publicFile);
        }
        try {
            if (!Files.exists(file)) {
                PackageSigner signer = withNewKey();
                Files.createFile(file);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(
                        file, pem("PRIVATE KEY", signer.keys.getPrivate().getEncoded()));
                Files.writeString(publicFile, signer.publicKey());
                return signer;
            }
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new PackageSigner(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(der(publicFile))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(der(file)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " and " + publicFile + " are no pair of Ed25519 keys", e);
        }
    }

    /** Where the public half of the private key in that file is. */
    private static Path publicFile(Path file) {
        String name = file.getFileName().toString();
        String stem = name.endsWith(PRIVATE_SUFFIX) ? name.substring(0, name.length() - PRIVATE_SUFFIX.length()) : name;
        return file.resolveSibling(stem + PUBLIC_SUFFIX);
    }

    /** The public key in PEM. */
    public String publicKey() {
        return pem("PUBLIC KEY", keys.getPublic().getEncoded());
    }

    /** The signature file of a package. */
    public String sign(byte[] content) {
        JsonNode descriptor = descriptor(content);
        Map<String, String> members = new LinkedHashMap<>();
        members.put("role", "publisher");
        members.put("extension", descriptor.path("id").asText());
        members.put("version", descriptor.path("version").asText());
        members.put("sha256", sha256(content));
        members.put("key", sha256(keys.getPublic().getEncoded()));
        members.put("signed-at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        StringBuilder statement = new StringBuilder(FORMAT + "\n");
        members.forEach((name, value) ->
                statement.append(name).append(": ").append(value).append('\n'));
        members.put("signedAt", members.remove("signed-at"));
        members.put("format", FORMAT);
        members.put("signature", signature(statement.toString()));
        return RestClient.JSON.valueToTree(members).toPrettyString();
    }

    private String signature(String statement) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(statement.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static JsonNode descriptor(byte[] content) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(DESCRIPTOR)) {
                    return RestClient.JSON.readTree(zip.readAllBytes());
                }
            }
            throw new IllegalArgumentException("the package has no " + DESCRIPTOR);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static byte[] der(Path pem) throws IOException {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform since 15 has Ed25519 and SHA-256", e);
    }
}
