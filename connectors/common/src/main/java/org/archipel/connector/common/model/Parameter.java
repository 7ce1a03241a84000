package org.archipel.connector.common.model;

/**
 * Where a request carries a value.
 *
 * @param name of the query parameter or header; within the body a JSON Pointer (RFC 6901)
 */
public record Parameter(Place place, String name) {
    /** The parts of a request. */
    public enum Place {
        QUERY,
        HEADER,
        BODY
    }

    public static Parameter query(String name) {
        return new Parameter(Place.QUERY, name);
    }
}
