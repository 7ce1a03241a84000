package org.archipel.connector.http.internal.config;

import org.archipel.jsonpath.JsonPath;

/** How a collection is cut into pages. */
public sealed interface Pagination {
    /** One answer holds all. */
    record None() implements Pagination {}

    /** Pages are numbered. */
    record Page(String parameter, int first) implements Pagination {}

    /** A page begins after a number of records. */
    record Offset(String parameter) implements Pagination {}

    /** Each answer tells a token for the next page. */
    record Cursor(String parameter, JsonPath next) implements Pagination {}

    /** Each answer links to the next page in a {@code Link} header (RFC 8288). */
    record Link() implements Pagination {}
}
