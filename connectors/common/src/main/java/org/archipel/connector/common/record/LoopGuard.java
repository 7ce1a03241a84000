package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/**
 * Finds out that pages come round again (Brent's cycle detection over the pages' digests), with constant memory, so that it fits
 * in a cursor. An endless loop is found after at most about three rounds.
 *
 * @param mark digest of the page to compare with; empty before the first
 * @param power after how many pages the mark moves on
 * @param steps pages since the mark was set
 */
record LoopGuard(String mark, long power, long steps) {
    static LoopGuard fresh() {
        return new LoopGuard("", 1, 0);
    }

    static LoopGuard of(JsonNode json) {
        return new LoopGuard(
                json.path("mark").asText(),
                Math.max(1, json.path("power").asLong(1)),
                json.path("steps").asLong());
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mark", mark)
                .put("power", power)
                .put("steps", steps);
    }

    /**
     * @param digest of the page's ids; never that of an empty page
     * @throws RemoteException if the page was seen before
     */
    LoopGuard after(String digest) {
        if (digest.equals(mark)) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "the remote system gives the same pages again and again; check the pagination settings",
                    false);
        }
        boolean moveOn = mark.isEmpty() || steps + 1 == power;
        return moveOn
                ? new LoopGuard(digest, mark.isEmpty() ? 1 : power * 2, 0)
                : new LoopGuard(mark, power, steps + 1);
    }
}
