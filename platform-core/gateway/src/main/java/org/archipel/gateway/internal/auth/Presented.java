package org.archipel.gateway.internal.auth;

/** What a request carries, as far as it tells who calls. */
public interface Presented {
    /** A header; null if it is missing. */
    String header(String name);

    /** A parameter of the query, decoded; null if it is missing. */
    String query(String name);

    String ip();

    String requestId();
}
