package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.ProblemException;
import org.archipel.transformation.DocumentCheck;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.RuleSet.StepTrace;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TransformationException;

/** What is checked and changed of a body. Immutable and thread-safe. */
final class BodyRules {
    private static final int UNSUPPORTED = 415;
    private static final int BAD_GATEWAY = 502;
    private static final int NOT_FOUND = 404;

    private final Optional<DocumentCheck> schema;
    private final List<Supplier<RuleSet>> rules;
    private final int maxDepth;
    private final boolean depthCounts;

    BodyRules(Optional<DocumentCheck> schema, List<Supplier<RuleSet>> rules, int maxDepth) {
        this(schema, rules, maxDepth, false);
    }

    /** @param depthCounts whether JSON is looked at for its depth alone, too */
    BodyRules(Optional<DocumentCheck> schema, List<Supplier<RuleSet>> rules, int maxDepth, boolean depthCounts) {
        this.schema = schema;
        this.rules = List.copyOf(rules);
        this.maxDepth = maxDepth;
        this.depthCounts = depthCounts;
    }

    /** The schema by itself; empty if there is none. */
    Optional<BodyRules> check() {
        return schema.map(any -> new BodyRules(schema, List.of(), maxDepth));
    }

    /** Each rule set by itself, in their order. */
    List<BodyRules> changes() {
        return rules.stream()
                .map(rule -> new BodyRules(Optional.empty(), List.of(rule), maxDepth))
                .toList();
    }

    /** What the steps of the rule sets make of a document, or of the first one of an array whose elements they see. */
    List<StepTrace> steps(JsonNode json) {
        List<StepTrace> steps = new ArrayList<>();
        for (Supplier<RuleSet> rule : rules) {
            RuleSet set = rule.get();
            boolean elements = json.isArray() && set.type() != RuleType.AGGREGATE;
            if (!elements || !json.isEmpty()) {
                steps.addAll(set.trace(elements ? json.get(0) : json).steps());
            }
        }
        return steps;
    }

    boolean isEmpty() {
        return takesAll() && !depthCounts;
    }

    /** Whether a body need not be JSON. */
    boolean takesAll() {
        return schema.isEmpty() && rules.isEmpty();
    }

    /**
     * The body of a request as the upstreams get it.
     *
     * @param mediaType null for none
     */
    Payload request(Payload body, String mediaType) {
        return request(body, mediaType, ScriptTime.whole());
    }

    /** The same with scripts that share their time with others. */
    Payload request(Payload body, String mediaType, ScriptTime time) {
        if (takesAll()) {
            if (depthCounts && !body.isEmpty() && isJson(mediaType)) {
                requestJson(body);
            }
            return body;
        }
        if (!body.isEmpty() && !isJson(mediaType)) {
            throw new ProblemException(UNSUPPORTED, ErrorCode.VALIDATION_ERROR, "This API takes application/json.");
        }
        if (body.isEmpty() && schema.isEmpty()) {
            return body;
        }
        JsonNode json = requestJson(body);
        schema.ifPresent(check -> {
            List<FieldError> errors = check.check(json);
            if (!errors.isEmpty()) {
                throw new ValidationException("The body does not fit the schema of the API.", errors);
            }
        });
        if (rules.isEmpty()) {
            // What was only looked at goes on as it came.
            return body;
        }
        return transformed(json, time)
                .map(Payload::of)
                .orElseThrow(() -> new ValidationException("", "the API takes no such body"));
    }

    private JsonNode requestJson(Payload body) {
        if (body.isEmpty()) {
            throw new ValidationException("", "a JSON body is required");
        }
        try {
            JsonNode json = body.json();
            requireDepth(json);
            return json;
        } catch (JsonProcessingException e) {
            throw new ValidationException("", "is no JSON that the API takes: " + place(e));
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "malformed"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private void requireDepth(JsonNode json) {
        if (depth(json, 0) > maxDepth) {
            throw new ValidationException("", "is nested more than " + maxDepth + " levels deep");
        }
    }

    private int depth(JsonNode json, int above) {
        if (!json.isContainerNode() || above > maxDepth) {
            return above;
        }
        int deepest = above + 1;
        for (JsonNode child : json) {
            deepest = Math.max(deepest, depth(child, above + 1));
        }
        return deepest;
    }

    /** An upstream's answer as the caller gets it. */
    Reply response(Reply reply) {
        return response(reply, ScriptTime.whole());
    }

    /** The same with scripts that share their time with others. */
    Reply response(Reply reply, ScriptTime time) {
        if (isEmpty() || !reply.successful() || reply.payload().isEmpty()) {
            return reply;
        }
        JsonNode json;
        try {
            json = reply.payload().json();
        } catch (JsonProcessingException e) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "The upstream answered with no valid JSON.");
        }
        JsonNode changed = transformed(json, time)
                .orElseThrow(() -> new ProblemException(NOT_FOUND, ErrorCode.NOT_FOUND, "There is no such thing."));
        schema.ifPresent(check -> {
            List<FieldError> errors = check.check(changed);
            if (!errors.isEmpty()) {
                throw new ProblemException(
                        BAD_GATEWAY,
                        ErrorCode.INTEGRATION_ERROR,
                        "The answer does not fit the schema of the API.",
                        errors,
                        null);
            }
        });
        return changed == json ? reply : reply.with(Payload.of(changed));
    }

    /** Empty if a rule holds the document back. An array is what an aggregation sees; other rules see its elements. */
    private Optional<JsonNode> transformed(JsonNode json, ScriptTime time) {
        JsonNode present = json;
        for (Supplier<RuleSet> rule : rules) {
            RuleSet set = rule.get();
            if (present.isArray() && set.type() != RuleType.AGGREGATE) {
                present = elements(set, present, time);
            } else {
                Outcome outcome = set.apply(present, time);
                if (outcome instanceof Outcome.Filtered) {
                    return Optional.empty();
                }
                present = outcome.orThrow();
            }
        }
        return Optional.of(present);
    }

    private static JsonNode elements(RuleSet set, JsonNode array, ScriptTime time) {
        List<JsonNode> documents = new ArrayList<>(array.size());
        array.forEach(documents::add);
        return JsonNodeFactory.instance.arrayNode(documents.size()).addAll(set.applyEach(documents, time));
    }

    /** A failed rule on an upstream's answer is no fault of the caller. */
    static PlatformException ofAnswer(TransformationException failure) {
        return new ProblemException(
                BAD_GATEWAY, ErrorCode.DATA_TRANSFORMATION_ERROR, failure.getMessage(), failure.errors(), null);
    }

    /** @param mediaType null for none */
    static boolean isJson(String mediaType) {
        if (mediaType == null) {
            return false;
        }
        int end = mediaType.indexOf(';');
        String type =
                (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json");
    }
}
