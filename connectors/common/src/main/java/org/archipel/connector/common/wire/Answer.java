package org.archipel.connector.common.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;

/**
 * A good answer, read.
 *
 * @param document empty for an answer without a body
 */
public record Answer(HttpResponse response, Optional<JsonNode> document) {}
