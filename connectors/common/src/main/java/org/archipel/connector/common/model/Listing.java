package org.archipel.connector.common.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.archipel.jsonpath.JsonPath;

/**
 * A request that lists records.
 *
 * @param path below the endpoint
 * @param body what is sent; empty for none
 * @param records the records in an answer
 * @param total the number of all records in an answer
 * @param totalHeader the header with that number; empty if there is none
 * @param ordered whether a read that was broken off may go on where it was
 * @param complete whether a page shorter than asked for is the last one
 * @param bareArray whether an answer may be the array of records itself
 * @param partial whether the remote side lists only some of its records, such as those of a window of time
 */
public record Listing(
        String method,
        String path,
        Map<String, String> headers,
        Map<String, String> query,
        Optional<ObjectNode> body,
        JsonPath records,
        Optional<ModifiedSince> modifiedSince,
        Optional<PageSize> pageSize,
        Pagination pagination,
        Optional<JsonPath> total,
        String totalHeader,
        boolean ordered,
        boolean complete,
        boolean bareArray,
        boolean partial) {
    public Listing {
        headers = Map.copyOf(headers);
        query = Map.copyOf(query);
    }

    /**
     * How to ask for changes only.
     *
     * @param template what is sent, {@code {time}} standing for the time
     * @param advances whether records come in the order of this time, and each page is asked for from the last time of the one before:
     *     a record that changes while the others are read then moves none of them past its reader. Some may come twice
     */
    public record ModifiedSince(Parameter parameter, TimeFormat format, String template, boolean advances) {
        public String of(Instant time) {
            return template.replace("{time}", format.format(time));
        }
    }

    /**
     * The number of records on a page.
     *
     * @param parameter how it is asked for; empty where the remote side fixes it
     * @param max the most that the remote side accepts, or its fixed size
     */
    public record PageSize(Optional<Parameter> parameter, int max) {
        public int of(int limit) {
            return parameter.isPresent() ? Math.min(limit, max) : max;
        }
    }
}
