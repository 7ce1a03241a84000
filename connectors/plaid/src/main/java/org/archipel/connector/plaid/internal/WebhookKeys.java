package org.archipel.connector.plaid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;

/**
 * The public keys of webhooks (RFC 7517), each asked for once an hour. What forged webhooks name is asked for only so often, and is not
 * kept. Used by one thread at a time.
 */
final class WebhookKeys {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_LOOKUPS = 10;
    private static final int MOST_KEYS = 100;

    private final Function<String, JsonNode> source;
    private final Map<String, Known> known = new HashMap<>();
    private final Deque<Instant> lookups = new ArrayDeque<>();

    private record Known(JsonNode key, Instant since) {}

    /** @param source asks Plaid for the key with an id */
    WebhookKeys(Function<String, JsonNode> source) {
        this.source = source;
    }

    /** The key with an id; missing if there is none, or if too many were asked for. */
    JsonNode key(String id, Instant now) {
        Known present = known.get(id);
        boolean fresh =
                present != null && Duration.between(present.since(), now).abs().compareTo(FRESH) < 0;
        if (!fresh && mayLookUp(now)) {
            present = new Known(lookUp(id), now);
            if (present.key().isObject() && known.size() < MOST_KEYS) {
                known.put(id, present);
            }
        }
        return present == null ? MissingNode.getInstance() : present.key();
    }

    private boolean mayLookUp(Instant now) {
        lookups.removeIf(time -> Duration.between(time, now).abs().compareTo(MINUTE) >= 0);
        if (lookups.size() == MOST_LOOKUPS) {
            return false;
        }
        lookups.add(now);
        return true;
    }

    private JsonNode lookUp(String id) {
        try {
            return source.apply(id);
        } catch (Refusal e) {
            if (e.problem().meaning() == Meaning.REJECTED || e.problem().meaning() == Meaning.NOT_FOUND) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }
}
