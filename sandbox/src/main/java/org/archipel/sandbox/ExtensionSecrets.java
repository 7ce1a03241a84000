package org.archipel.sandbox;

/** Where the secrets of an installation stand in the credential vault: one entry, with a text field for each name. */
public final class ExtensionSecrets {
    private ExtensionSecrets() {}

    /** The reference for {@link org.archipel.security.CredentialVault}. */
    public static String reference(String installationId) {
        return "extension/" + installationId;
    }
}
