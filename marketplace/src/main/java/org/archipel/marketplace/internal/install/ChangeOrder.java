package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.messaging.JobRequest;

/**
 * The job that carries out an order.
 *
 * @param version the one that the order leads to
 * @param generation of the installation when it was ordered; with another one the order is out of date
 */
public record ChangeOrder(String installationId, long generation, ChangeKind kind, String version) {
    /** Type of the job. */
    public static final String JOB_TYPE = "extension.change";

    /** Member of the job's input. */
    static final String VERSION = "version";

    private static final int ATTEMPTS = 3;

    public static ChangeOrder of(ObjectNode input) {
        return new ChangeOrder(
                input.get("installationId").asText(),
                input.get("generation").asLong(),
                ChangeKind.valueOf(input.get("change").asText()),
                input.path(VERSION).asText());
    }

    /** The job; while it is unfinished no other order for the installation is taken. */
    public JobRequest request() {
        var input = Json.object()
                .put("installationId", installationId)
                .put("generation", generation)
                .put("change", kind.name())
                .put(VERSION, version);
        return JobRequest.of(JOB_TYPE, input)
                .exclusive("installation/" + installationId)
                .attempts(ATTEMPTS);
    }
}
