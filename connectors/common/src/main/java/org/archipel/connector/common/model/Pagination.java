package org.archipel.connector.common.model;

import java.util.Optional;
import org.archipel.jsonpath.JsonPath;

/** How a collection is cut into pages. */
public sealed interface Pagination {
    /** One answer holds all. */
    record None() implements Pagination {}

    /**
     * Pages are numbered.
     *
     * @param end part of the text with which the remote side answers that there is no such page; empty where it gives an empty one
     */
    record Page(Parameter parameter, int first, String end) implements Pagination {}

    /** A page begins after a number of records. */
    record Offset(Parameter parameter) implements Pagination {}

    /**
     * Each answer tells a token for the next page.
     *
     * @param more where an answer tells whether there is one at all; without it, the end has no token
     */
    record Cursor(Parameter parameter, JsonPath next, Optional<JsonPath> more) implements Pagination {}

    /** Each answer links to the next page in a {@code Link} header (RFC 8288). */
    record Link() implements Pagination {}

    /** Each answer has the address of the next page. */
    record NextAddress(JsonPath next) implements Pagination {}

    /**
     * A page begins after a record, in the order of a field that only grows: neither deep pages cost more, nor does a record that comes
     * or goes move others. Ends at a page with fewer records than asked for.
     *
     * @param first the value before the first record; empty if the parameter is left out then
     */
    record Keyset(Parameter parameter, FieldPath field, String first) implements Pagination {}
}
