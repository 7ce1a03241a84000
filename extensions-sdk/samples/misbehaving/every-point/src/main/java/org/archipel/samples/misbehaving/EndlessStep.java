package org.archipel.samples.misbehaving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Ends not where the input is deep, unless it works in another mode than the first that its schema names. */
@NeedsPermission(resource = "workflow", actions = "provide", reason = "To offer a step.")
@Component(
        service = WorkflowStep.class,
        property = {WorkflowStep.TYPE + "=spin", WorkflowStep.CONFIG_SCHEMA + "=step.schema.json"})
public final class EndlessStep implements WorkflowStep {
    @Override
    public ObjectNode run(ObjectNode config, ObjectNode input, String idempotencyKey) {
        long turns = 0;
        while (input.has("deep") && config.path("mode").asText().equals("forever")) {
            turns++;
        }
        return input.put("turns", turns);
    }
}
