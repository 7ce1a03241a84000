package org.archipel.security;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Signs texts that leave the platform and come back, such as the state of an OAuth2 connection, with a key of the installation.
 * Thread-safe.
 */
@ProviderType
public interface Signatures {
    /**
     * HMAC-SHA-256 (RFC 2104) of a text, in base64url.
     *
     * @param purpose a signature for one purpose is none for another
     */
    String sign(String purpose, String text);

    /** Whether the signature is the text's; compared in constant time. */
    boolean verify(String purpose, String text, String signature);
}
