package org.archipel.toolkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A publisher's Ed25519 key (RFC 8032): the private half as PKCS #8, the public one as X.509, in DER or as base64 with or without PEM
 * lines.
 */
public final class PublisherKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private PublisherKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** @throws SigningException if the files are no Ed25519 keys, or do not belong together */
    public static PublisherKey read(Path privateFile, Path publicFile) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PublisherKey key = new PublisherKey(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(decode(privateFile))),
                    keys.generatePublic(new X509EncodedKeySpec(decode(publicFile))));
            byte[] probe = "archipel".getBytes(StandardCharsets.UTF_8);
            if (!key.verifies(probe, key.sign(probe))) {
                throw new SigningException(publicFile + " is not the public key of " + privateFile, null);
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SigningException(privateFile + " and " + publicFile + " are no Ed25519 keys", e);
        } catch (NoSuchFileException e) {
            throw new SigningException("there is no key " + e.getFile(), e);
        } catch (IOException e) {
            throw new SigningException("the key cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes a key and writes its halves as PEM; the private one for its owner alone. */
    public static PublisherKey generate(Path privateFile, Path publicFile) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.createDirectories(privateFile.toAbsolutePath().getParent());
            create(privateFile);
            Files.writeString(privateFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            return new PublisherKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        } catch (IOException e) {
            throw new SigningException("the key cannot be written: " + e.getMessage(), e);
        }
    }

    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static String pem(String what, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private static byte[] decode(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // DER begins with the tag of a sequence, which is no text.
        if (bytes.length > 0 && bytes[0] == 0x30 && bytes.length < 200 && !isText(bytes)) {
            return bytes;
        }
        String text = new String(bytes, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }

    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0x20 && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    /** The id of the key: SHA-256 of its public half. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The public half in base64, as a marketplace takes it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    byte[] sign(byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey);
        signature.update(text);
        return signature.sign();
    }

    boolean verifies(byte[] text, byte[] given) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(publicKey);
        signature.update(text);
        return signature.verify(given);
    }
}
