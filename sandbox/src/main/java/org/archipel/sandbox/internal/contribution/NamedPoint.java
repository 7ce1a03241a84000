package org.archipel.sandbox.internal.contribution;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sandbox.internal.permission.Policy;

/**
 * An extension point whose services are known by a name.
 *
 * @param nameProperty service property with the name
 * @param descriptionProperty service property with words for people
 * @param schemaProperty service property with the path of a JSON Schema in the bundle
 * @param permission as a person reads it in the log
 */
record NamedPoint<T>(
        Class<T> type,
        String nameProperty,
        Optional<String> descriptionProperty,
        Optional<String> schemaProperty,
        String permission,
        BiPredicate<Policy, String> grant) {
    static final List<NamedPoint<?>> ALL = List.of(
            new NamedPoint<>(
                    TransformFunction.class,
                    TransformFunction.NAME,
                    Optional.of(TransformFunction.DESCRIPTION),
                    Optional.empty(),
                    "transform provide",
                    (policy, name) -> policy.allows("transform", "provide")),
            new NamedPoint<>(
                    WorkflowStep.class,
                    WorkflowStep.TYPE,
                    Optional.of(WorkflowStep.DESCRIPTION),
                    Optional.of(WorkflowStep.CONFIG_SCHEMA),
                    "workflow provide",
                    (policy, name) -> policy.allows("workflow", "provide")),
            // Whoever processes a connector's webhooks sees what that outside system sends.
            new NamedPoint<>(
                    WebhookProcessor.class,
                    WebhookProcessor.CONNECTOR,
                    Optional.empty(),
                    Optional.empty(),
                    "connector receive",
                    Policy::receivesWebhooks));

    boolean granted(Policy policy, String name) {
        return grant.test(policy, name);
    }
}
