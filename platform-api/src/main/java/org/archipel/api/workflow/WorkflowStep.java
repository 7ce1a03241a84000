package org.archipel.api.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ConsumerType;

/** A kind of workflow step, by the type in its service property {@value #TYPE}. May be asked again with the same key after a crash. */
@ConsumerType
@FunctionalInterface
public interface WorkflowStep {
    /** Service property: the step's type within the extension. */
    String TYPE = "archipel.workflow.step";

    /**
     * @param idempotencyKey the same for every try of one step of one execution
     * @return the step's output
     */
    ObjectNode run(ObjectNode config, ObjectNode input, String idempotencyKey);
}
