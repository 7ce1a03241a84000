package org.archipel.jsonpath;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A compiled JSONPath expression (RFC 9535). Immutable and thread-safe. */
public final class JsonPath {
    private final String expression;
    private final Query query;

    private JsonPath(String expression, Query query) {
        this.expression = expression;
        this.query = query;
    }

    /** @throws JsonPathSyntaxException if the text is not well-formed and well-typed (section 2.1) */
    @JsonCreator
    public static JsonPath compile(String expression) {
        return new JsonPath(expression, new PathParser(expression).parse());
    }

    /** The selected nodes in document order, as the RFC defines it; empty when nothing matches. */
    public List<JsonNode> select(JsonNode document) {
        return BoundedPattern.together(() -> new Evaluator(document).select(query, document));
    }

    /** The first selected node that is not {@code null}. */
    public Optional<JsonNode> first(JsonNode document) {
        return select(document).stream().filter(node -> !node.isNull()).findFirst();
    }

    /** Whether it selects at most one node, whatever the document (section 2.3.5.1). */
    public boolean singular() {
        return query.singular();
    }

    @Override
    @JsonValue
    public String toString() {
        return expression;
    }
}
