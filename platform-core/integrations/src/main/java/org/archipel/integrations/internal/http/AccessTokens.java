package org.archipel.integrations.internal.http;

/** Gives the access tokens of one session. Thread-safe. */
public interface AccessTokens {
    /**
     * A token that is good for now, as far as this side knows.
     *
     * @throws org.archipel.api.error.RemoteException {@code AUTHENTICATION_FAILED} if there is none any more
     */
    String token();

    /** Tells that the remote side refused a token; the next one will be another. */
    void refused(String token);
}
