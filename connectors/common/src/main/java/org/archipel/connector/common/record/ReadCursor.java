package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.ValidationException;

/**
 * Where a read goes on.
 *
 * @param position the remote side's position: a page number, an offset, a token or a link; empty for the beginning
 * @param skip how many records of that answer were given already
 * @param digest of the ids in that answer, when some were given already; else empty
 * @param read how many records were read before that answer
 * @param loops what is known about repetitions
 */
record ReadCursor(String position, int skip, String digest, long read, LoopGuard loops) {
    static ReadCursor beginning() {
        return new ReadCursor("", 0, "", 0, LoopGuard.fresh());
    }

    /** @throws ValidationException if it was not made by {@link #toJson} */
    static ReadCursor of(JsonNode json) {
        boolean valid = json.isObject()
                && json.path("position").isTextual()
                && json.path("skip").canConvertToInt()
                && json.path("read").canConvertToLong()
                && json.path("skip").asInt() >= 0;
        if (!valid) {
            throw new ValidationException("/cursor", "not a cursor of this connector");
        }
        return new ReadCursor(
                json.path("position").textValue(),
                json.path("skip").intValue(),
                json.path("digest").asText(),
                json.path("read").longValue(),
                LoopGuard.of(json.path("loops")));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("position", position).put("skip", skip).put("digest", digest).put("read", read);
        json.set("loops", loops.toJson());
        return json;
    }
}
