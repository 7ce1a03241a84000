package org.archipel.connector.http.internal;

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

/** Parses answers within bounds of size, depth and number length. Decimal numbers keep all their digits. */
final class JsonBody {
    static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 1_000;

    private final ObjectMapper mapper;
    private final int maxBytes;

    JsonBody(int maxBytes) {
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
                .build();
    }

    /**
     * The answer's document; empty for an answer without a body.
     *
     * @throws RemoteException if it is too large or no JSON
     */
    Optional<JsonNode> parse(HttpResponse response) {
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
            throw unusable("the answer (" + type + ") is no JSON within the limits" + where, e);
        } catch (IOException e) {
            throw unusable("the answer cannot be read", e);
        }
    }

    private static RemoteException unusable(String message, Throwable cause) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, message, false, null, cause);
    }
}
