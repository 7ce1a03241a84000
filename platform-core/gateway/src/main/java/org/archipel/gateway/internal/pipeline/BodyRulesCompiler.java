package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiTransformation;
import org.archipel.gateway.internal.model.ApiTransformation.Phase;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.LimitSettings;
import org.archipel.transformation.DocumentCheck;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.Transformations;

/** Makes what checks and changes bodies of a definition's schemas and rules. Thread-safe. */
final class BodyRulesCompiler {
    private static final int DEPTH = 64;

    private final Transformations transformations;

    BodyRulesCompiler(Transformations transformations) {
        this.transformations = transformations;
    }

    /** Runs the test cases of the rules that are written in a definition. */
    void runTestCases(CustomApi api, Problems problems) {
        List<ApiTransformation> all = api.definition().config().transformations();
        for (int i = 0; i < all.size(); i++) {
            TransformationDefinition rules = all.get(i).definition();
            if (rules != null) {
                problems.attempt("/config/transformations/" + i, () -> {
                    CaseCheck.require(transformations.compile(api.organizationId(), rules), rules);
                    return rules;
                });
            }
        }
    }

    /** The rules for one of the two bodies. */
    BodyRules of(CustomApi api, Phase phase, Problems problems) {
        ApiConfig config = api.definition().config();
        JsonNode schema = phase == Phase.REQUEST ? config.requestSchema() : config.responseSchema();
        int depth = Optional.ofNullable(config.limits())
                .map(LimitSettings::maxDepth)
                .orElse(DEPTH);
        String place = phase == Phase.REQUEST ? "/config/requestSchema" : "/config/responseSchema";
        Optional<DocumentCheck> check = schema == null || schema.isNull()
                ? Optional.empty()
                : problems.attempt(place, () -> transformations.schema(schema));
        List<Supplier<RuleSet>> rules = new ArrayList<>();
        List<ApiTransformation> all = api.definition().config().transformations();
        for (int i = 0; i < all.size(); i++) {
            ApiTransformation transformation = all.get(i);
            if (transformation.phase() == phase) {
                problems.attempt("/config/transformations/" + i, () -> rule(api.organizationId(), transformation))
                        .ifPresent(rules::add);
            }
        }
        // What is only asked for goes on streaming.
        boolean depthCounts = phase == Phase.REQUEST
                && !"GET".equals(api.definition().method())
                && config.limits() != null
                && config.limits().maxDepth() != null;
        return new BodyRules(check, rules, depth, depthCounts);
    }

    private Supplier<RuleSet> rule(String organizationId, ApiTransformation transformation) {
        if ((transformation.definition() == null) == (transformation.transformationId() == null)) {
            throw new IllegalArgumentException("has one of 'transformationId' and 'definition'");
        }
        if (transformation.definition() != null) {
            RuleSet compiled = transformations.compile(organizationId, transformation.definition());
            return () -> compiled;
        }
        String id = transformation.transformationId();
        if (transformations.find(organizationId, id).isEmpty()) {
            throw new IllegalArgumentException("names no active rule set");
        }
        return () -> transformations.find(organizationId, id).orElseThrow(Gone::ruleSet);
    }
}
