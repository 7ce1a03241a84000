package org.archipel.rest;

/** What the platform's routes say of themselves, for whoever has to judge a request that reached none of them. Thread-safe. */
public interface RouteDirectory {
    /**
     * Whether a route answers without a credential.
     *
     * @param method of HTTP, in upper case
     * @param path decoded, from the server's root
     */
    boolean isPublic(String method, String path);
}
