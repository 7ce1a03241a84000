package org.archipel.security.internal.key;

/** What a wrapped key is for; a key serves one purpose only. */
public enum KeyPurpose {
    /** Encrypts the credentials of one organization. */
    CREDENTIALS("AES"),
    /** Hashes the secrets of API keys. */
    API_KEY_PEPPER("HmacSHA256"),
    /** Seals the end of the audit chains. */
    AUDIT_SEAL("HmacSHA256"),
    /** Signs texts that leave the platform and come back. */
    SIGNATURES("HmacSHA256");

    private final String algorithm;

    KeyPurpose(String algorithm) {
        this.algorithm = algorithm;
    }

    String algorithm() {
        return algorithm;
    }
}
