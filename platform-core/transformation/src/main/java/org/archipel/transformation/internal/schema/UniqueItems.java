package org.archipel.transformation.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.HashSet;
import java.util.Set;
import org.archipel.transformation.function.ValueKey;

/** The keyword {@code uniqueItems}. The library's own takes the square of the time for elements whose hashes are the same. */
final class UniqueItems extends AbstractKeyword {
    UniqueItems() {
        super("uniqueItems");
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode schema, Schema parent, SchemaContext context) {
        return new Check(this, location, schema, parent, context);
    }

    private static final class Check extends BaseKeywordValidator {
        private final boolean asked;

        Check(UniqueItems keyword, SchemaLocation location, JsonNode schema, Schema parent, SchemaContext context) {
            super(keyword, schema, location, parent, context);
            asked = schema.asBoolean();
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode value, JsonNode root, NodePath place) {
            if (asked && value.isArray() && !areUnique(value)) {
                execution.addError(error().instanceNode(value)
                        .instanceLocation(place)
                        .evaluationPath(execution.getEvaluationPath())
                        .locale(execution.getExecutionConfig().getLocale())
                        .build());
            }
        }

        private static boolean areUnique(JsonNode array) {
            Set<ValueKey> seen = new HashSet<>();
            for (JsonNode element : array) {
                if (!seen.add(new ValueKey(element))) {
                    return false;
                }
            }
            return true;
        }
    }
}
