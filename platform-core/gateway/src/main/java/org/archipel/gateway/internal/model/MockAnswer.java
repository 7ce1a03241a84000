package org.archipel.gateway.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An answer that needs nobody.
 *
 * @param status null for 200
 * @param body null for none
 */
public record MockAnswer(Integer status, Map<String, String> headers, JsonNode body) {
    private static final int OK = 200;

    public MockAnswer {
        status = status == null ? OK : status;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }
}
