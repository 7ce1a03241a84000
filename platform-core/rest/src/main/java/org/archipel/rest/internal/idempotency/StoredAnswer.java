package org.archipel.rest.internal.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.ws.rs.core.MultivaluedMap;

/**
 * An answer as it is kept for repetitions of its request.
 *
 * @param headers the resource's own headers; those of the connection and of the single request are not kept
 * @param body null when it was too large to keep or could not be written
 */
record StoredAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> NOT_KEPT =
            Set.of("date", "content-length", "transfer-encoding", "connection", "x-request-id", "server");

    static StoredAnswer of(int status, MultivaluedMap<String, Object> headers, byte[] body) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            if (!NOT_KEPT.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, values.stream().map(String::valueOf).toList());
            }
        });
        return new StoredAnswer(status, kept, body);
    }

    boolean isComplete() {
        return body != null;
    }

    byte[] toBytes() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values is JSON", e);
        }
    }

    static StoredAnswer fromBytes(byte[] bytes) throws IOException {
        return MAPPER.readValue(bytes, StoredAnswer.class);
    }
}
