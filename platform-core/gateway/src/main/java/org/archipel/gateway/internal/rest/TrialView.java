package org.archipel.gateway.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.gateway.internal.pipeline.SampleCall;
import org.archipel.gateway.internal.pipeline.Trial;
import org.archipel.gateway.internal.pipeline.TrialSteps;
import org.archipel.rest.ProblemDocuments;
import org.archipel.security.Caller;
import org.archipel.transformation.RuleSet.StepTrace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trial came to.
 *
 * @param status that a caller would see
 * @param body that a caller would see; a text where it is no JSON
 * @param millis how long all of it took
 * @param steps in the order in which they ended
 */
public record TrialView(int status, Map<String, String> headers, JsonNode body, double millis, List<Step> steps) {
    private static final Logger LOG = LoggerFactory.getLogger(TrialView.class);
    private static final double NANOS = 1e6;

    /**
     * One step.
     *
     * @param name {@code request/schema}, {@code request/transformation/0}, {@code integration/crm}, {@code response/transformation/0},
     *     {@code response/schema}
     * @param value the document behind the step; of an integration its answer; null if it failed
     * @param problem why it failed; null if it did not
     * @param steps of a rule set
     */
    public record Step(
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode value,
            double millis,
            @JsonInclude(JsonInclude.Include.NON_NULL) String problem,
            List<StepTrace> steps) {}

    static TrialView of(Trial trial, SampleCall sample, Caller caller, ProblemDocuments problems) {
        TrialSteps steps = new TrialSteps();
        long begin = System.nanoTime();
        HttpAnswer answer;
        try {
            answer = trial.run(sample, caller, caller.requestId(), steps);
        } catch (RuntimeException e) {
            ProblemDocuments.Answer problem = problems.of(known(e), "/");
            answer = new HttpAnswer(
                    problem.status(), List.of(new Header("Content-Type", problem.mediaType())), problem.body());
        }
        double millis = (System.nanoTime() - begin) / NANOS;
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers()
                .forEach(header -> headers.merge(header.name(), header.value(), (one, two) -> one + ", " + two));
        return new TrialView(
                answer.status(),
                headers,
                answer.body().length == 0 ? JsonNodeFactory.instance.nullNode() : Trial.shown(answer),
                millis,
                steps.all().stream()
                        .map(step -> new Step(
                                step.name(),
                                step.value(),
                                step.millis(),
                                step.failure() == null
                                        ? null
                                        : known(step.failure()).getMessage(),
                                step.details()))
                        .toList());
    }

    private static PlatformException known(Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        if (cause instanceof PlatformException platform) {
            return platform;
        }
        LOG.error("A trial of a custom API failed", cause);
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "The request could not be processed.");
    }
}
