package org.archipel.marketplace.internal.trust;

import java.security.KeyPair;
import java.time.Instant;
import org.archipel.base.Sha256;

/** A publisher's machine that signs packages. */
public final class TestSigner {
    private final KeyPair pair = Ed25519.newPair();

    /** As it is registered. */
    public String publicKey() {
        return Ed25519.base64(pair.getPublic().getEncoded());
    }

    public String keyId() {
        return Ed25519.keyId(pair.getPublic());
    }

    public PackageSignature sign(String extensionId, String version, byte[] content) {
        var subject = new PackageSignature.Subject(extensionId, version, Sha256.hex(content), null);
        return PackageSignature.sign(
                PackageSignature.Role.PUBLISHER, subject, pair.getPublic(), pair.getPrivate(), Instant.now());
    }
}
