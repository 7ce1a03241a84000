package org.archipel.marketplace.internal.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.marketplace.internal.Json;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the present list of a source; a source that cannot be reached is tried again. */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + RefreshHandler.JOB_TYPE)
public final class RefreshHandler implements JobHandler {
    static final String JOB_TYPE = "marketplace.source.refresh";

    private static final String SOURCE = "sourceId";
    private static final int ATTEMPTS = 3;

    private final SourceClient client;

    @Activate
    public RefreshHandler(@Reference SourceClient client) {
        this.client = client;
    }

    /** The job; while it is unfinished no other of the source is taken. */
    public static JobRequest request(String sourceId) {
        return JobRequest.of(JOB_TYPE, Json.object().put(SOURCE, sourceId))
                .exclusive("marketplace-source/" + sourceId)
                .attempts(ATTEMPTS);
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var id = execution.job().input().get(SOURCE).asText();
        return Json.object().put(SOURCE, id).put("packages", client.refresh(id, execution::checkCancelled));
    }
}
