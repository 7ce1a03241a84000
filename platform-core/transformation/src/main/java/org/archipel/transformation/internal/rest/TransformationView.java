package org.archipel.transformation.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.transformation.RuleStep;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.TestCase;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.internal.service.TestReport;
import org.archipel.transformation.internal.store.Status;
import org.archipel.transformation.internal.store.Transformation;

/**
 * A rule set as the REST API shows it.
 *
 * @param tests how its test cases went, where they were just run
 */
public record TransformationView(
        String id,
        String organizationId,
        String name,
        Optional<String> description,
        RuleType type,
        TransformationDefinition.Mode mode,
        JsonNode inputSchema,
        JsonNode outputSchema,
        List<RuleStep> rules,
        List<TestCase> testCases,
        Status status,
        Optional<TestReport> tests,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {
    static TransformationView of(Transformation transformation, Optional<TestReport> tests) {
        TransformationDefinition definition = transformation.definition();
        return new TransformationView(
                transformation.id(),
                transformation.organizationId(),
                definition.name(),
                Optional.ofNullable(definition.description()),
                definition.type(),
                definition.mode(),
                definition.inputSchema(),
                definition.outputSchema(),
                definition.rules(),
                definition.testCases(),
                transformation.status(),
                tests,
                transformation.createdBy(),
                transformation.createdAt(),
                transformation.updatedAt());
    }
}
