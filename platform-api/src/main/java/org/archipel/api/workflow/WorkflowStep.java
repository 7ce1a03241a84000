package org.archipel.api.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of workflow step, by the id of its extension and the type in its service property {@value #TYPE}. May be asked again with
 * the same key after a crash or a failure: what it does outside happens once for each key. Thread-safe.
 */
@ConsumerType
@FunctionalInterface
public interface WorkflowStep {
    /** Service property: the step's type within the extension. */
    String TYPE = "archipel.workflow.step";

    /** Service property: what it does, for people; may be left out. */
    String DESCRIPTION = "archipel.workflow.description";

    /**
     * Service property: path in the bundle of the JSON Schema (2020-12) of the step's configuration; may be left out. The
     * configuration that a run gets was valid against it when the workflow was saved.
     */
    String CONFIG_SCHEMA = "archipel.workflow.config-schema";

    /**
     * Does the step's work, within the call budget.
     *
     * @param config what the workflow's author filled in
     * @param input what the steps before left, as the workflow maps it
     * @param idempotencyKey the same for every try of one step of one execution
     * @return the step's output
     * @throws org.archipel.api.error.RemoteException to be tried again, if it is retryable; any other exception fails the step
     */
    ObjectNode run(ObjectNode config, ObjectNode input, String idempotencyKey);
}
