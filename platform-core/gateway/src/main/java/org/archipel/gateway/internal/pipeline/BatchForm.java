package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.model.BatchSettings;

/** How several requests are one body, and how an answer to it is taken apart again. Immutable and thread-safe. */
final class BatchForm {
    private static final int LEAST_STATUS = 200;
    private static final int MOST_STATUS = 599;
    private static final int MOST_REASON = 200;
    private static final Set<Integer> BODILESS = Set.of(204, 304);

    private final JsonNode item;
    private final byte[] begin;
    private final byte[] end;
    private final JsonPointer answers;
    private final JsonPointer key;
    private final JsonPointer answerKey;
    private final JsonPointer status;
    private final JsonPointer error;
    private final JsonPointer value;

    /** What becomes of one request. @param key which one it is; null if its place tells */
    record Item(byte[] json, String key) {}

    /** What one request is answered. @param failure null for a reply, which is null for a failure */
    record Outcome(Reply reply, PlatformException failure) {
        static Outcome failed(String why) {
            return new Outcome(null, new PlatformException(ErrorCode.INTEGRATION_ERROR, why));
        }
    }

    /** @throws IllegalArgumentException with a message for people */
    BatchForm(BatchSettings settings) {
        this.item = settings.item();
        this.answers = pointer("answers", settings.answers());
        this.key = pointer("key", settings.key());
        this.answerKey = pointer("answerKey", settings.answerKey());
        if (key == null && answerKey != null) {
            throw new IllegalArgumentException("has an 'answerKey' in its 'batch', and no 'key'");
        }
        this.status = pointer("status", settings.status());
        this.error = pointer("error", settings.error());
        this.value = pointer("value", settings.value());
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (JsonPointer at = pointer("requests", settings.requests()); !at.matches(); at = at.tail()) {
            before.append('{')
                    .append(JsonNodeFactory.instance.textNode(at.getMatchingProperty()))
                    .append(':');
            after.append('}');
        }
        this.begin = before.append('[').toString().getBytes(StandardCharsets.UTF_8);
        this.end = after.insert(0, ']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonPointer pointer(String name, String text) {
        try {
            return text == null ? null : JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a '" + name + "' in its 'batch' that is no JSON Pointer", e);
        }
    }

    /** @throws ValidationException if the request cannot be one */
    Item item(CallContext context, Payload body) {
        JsonNode request = JsonBody.ofRequest(body);
        JsonNode json = item == null ? request : Template.json(item, context, request);
        if (json == null) {
            throw new ValidationException("", "is required");
        }
        return new Item(Payload.of(json).bytes(), key == null ? null : keyOf(json));
    }

    private String keyOf(JsonNode json) {
        JsonNode found = json.at(key);
        if (!found.isValueNode() || found.isNull()) {
            throw new ValidationException(key.toString(), "is required: it tells the request apart from others");
        }
        return found.asText();
    }

    byte[] body(List<Item> items) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(begin);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(items.get(i).json());
        }
        body.writeBytes(end);
        return body.toByteArray();
    }

    /** What each of the items is answered, in their order. An answer that was refused as a whole is each one's. */
    List<Outcome> outcomes(List<Item> items, Reply reply) {
        List<Outcome> outcomes = new ArrayList<>(items.size());
        if (!reply.successful()) {
            byte[] bytes = reply.payload().bytes();
            items.forEach(one ->
                    outcomes.add(new Outcome(new Reply(reply.status(), reply.headers(), Payload.of(bytes)), null)));
            return outcomes;
        }
        JsonNode all = JsonBody.ofAnswer(reply.payload()).at(answers);
        if (!(all instanceof ArrayNode array)) {
            throw new PlatformException(
                    ErrorCode.INTEGRATION_ERROR, "The upstream answered several requests at once with no array.");
        }
        if (key != null) {
            byKey(items, array, outcomes);
        } else if (array.size() == items.size()) {
            array.forEach(answer -> outcomes.add(outcome(answer)));
        } else {
            throw new PlatformException(
                    ErrorCode.INTEGRATION_ERROR,
                    "The upstream answered " + items.size() + " requests with " + array.size() + " answers.");
        }
        return outcomes;
    }

    private void byKey(List<Item> items, ArrayNode array, List<Outcome> outcomes) {
        Map<String, JsonNode> known = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (JsonNode answer : array) {
            String of = answer.at(answerKey).asText();
            if (known.put(of, answer) != null) {
                twice.add(of);
            }
        }
        for (Item one : items) {
            JsonNode answer = known.get(one.key());
            if (twice.contains(one.key())) {
                outcomes.add(Outcome.failed("The upstream answered one request more than once."));
            } else if (answer == null) {
                outcomes.add(new Outcome(null, new NotFoundException("The upstream has nothing for what was asked.")));
            } else {
                outcomes.add(outcome(answer));
            }
        }
    }

    private Outcome outcome(JsonNode answer) {
        JsonNode reason = error == null ? null : answer.at(error);
        if (reason != null && !reason.isMissingNode() && !reason.isNull()) {
            String text = reason.isObject() ? reason.path("message").asText("no reason") : reason.asText("no reason");
            return Outcome.failed(
                    "The upstream refused the request: " + text.substring(0, Math.min(MOST_REASON, text.length())));
        }
        JsonNode told = status == null ? null : answer.at(status);
        int code = LEAST_STATUS;
        if (told != null && !told.isMissingNode()) {
            code = told.asInt();
            if (code < LEAST_STATUS || code > MOST_STATUS) {
                return Outcome.failed("The upstream answered a request with a status that is none.");
            }
        }
        JsonNode body = answer.at(value);
        return new Outcome(
                body.isMissingNode() || BODILESS.contains(code)
                        ? new Reply(code, List.of(), Payload.empty())
                        : Reply.json(code, Payload.of(body)),
                null);
    }
}
