package org.archipel.messaging;

import java.net.URI;
import javax.ws.rs.core.Response;

/** The answer to a request for long work: 202 with the job's address, or its outcome when it ended within the wait. */
public final class Accepted {
    private Accepted() {}

    /** 202 with {@code Location: /api/jobs/{id}} and the job as body. */
    public static Response of(Job job) {
        return Response.accepted(job)
                .location(URI.create("/api/jobs/" + job.id()))
                .build();
    }
}
