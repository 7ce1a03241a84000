package org.archipel.rest.internal.idempotency;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.archipel.base.Sha256;

/** The fingerprint of a request, taken of its body while it streams. */
final class BodyDigest {
    private final DigestInputStream body;

    /** @param address path and query, which are part of the fingerprint */
    BodyDigest(InputStream body, String address) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(address.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        this.body = new DigestInputStream(body, digest);
    }

    /** The body, to be read by the resource. */
    InputStream stream() {
        return body;
    }

    /** Reads what the resource left of the body, and tells the fingerprint of the whole. */
    String finish() throws IOException {
        body.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(body.getMessageDigest().digest());
    }
}
