package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;

/**
 * A page that was read, as far as the next one depends on it.
 *
 * @param position where it was
 * @param address where it was asked for
 * @param count records on this page
 * @param asked how many records were asked for
 * @param read records on this page and all before
 * @param total records of all pages, where known
 * @param last the last record as it came; missing if there is none
 */
record PageSeen(
        String position,
        URI address,
        HttpResponse response,
        Optional<JsonNode> document,
        int count,
        int asked,
        long read,
        Optional<Long> total,
        JsonNode last) {}
