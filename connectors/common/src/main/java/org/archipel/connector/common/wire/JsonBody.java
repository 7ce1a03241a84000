package org.archipel.connector.common.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/**
 * Parses answers within bounds of size, depth and number length. Numbers keep all their digits; an object that has one key twice, and
 * text that is no UTF-8, are refused: nobody can tell what was meant. Thread-safe.
 */
public final class JsonBody {
    /** Levels of nesting that are accepted. */
    public static final int DEEPEST = 100;

    private static final int LONGEST_NUMBER = 1_000;

    private final ObjectMapper mapper;
    private final int maxBytes;

    /** @param maxBytes the largest answer that is accepted */
    public JsonBody(int maxBytes) {
        this.maxBytes = maxBytes;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(maxBytes)
                .build();
        this.mapper = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .build();
    }

    /**
     * The answer's document; empty for an answer without a body.
     *
     * @throws RemoteException if it is too large or no JSON
     */
    public Optional<JsonNode> parse(HttpResponse response) {
        byte[] body = response.body();
        if (body.length > maxBytes) {
            throw unusable("the answer has " + body.length + " bytes, more than the " + maxBytes + " allowed", null);
        }
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.readTree(body)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            String type = response.header("Content-Type").orElse("no content type");
            String where =
                    e.getLocation() == null ? "" : " (byte " + e.getLocation().getByteOffset() + ")";
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
            throw unusable(
                    "the answer (" + type + ") "
                            + (twice ? "has an object with one key twice" : "is no JSON within the limits") + where,
                    e);
        } catch (IOException e) {
            throw unusable("the answer cannot be read", e);
        }
    }

    private static RemoteException unusable(String message, Throwable cause) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, message, false, null, cause);
    }
}
