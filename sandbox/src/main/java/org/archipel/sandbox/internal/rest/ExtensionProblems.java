package org.archipel.sandbox.internal.rest;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.ProblemDocuments.Answer;
import org.archipel.sandbox.internal.boundary.Translation;
import org.archipel.sandbox.internal.log.LogRings;
import org.slf4j.event.Level;

/** Answers what a resource throws; traces go to the extension's log, never to the client. */
@Provider
final class ExtensionProblems implements ExceptionMapper<Throwable> {
    private static final int FIRST_ERROR = 400;

    private final InstallationInfo installation;
    private final ProblemDocuments documents;
    private final LogRings logs;
    private final Runnable fault;

    @Context
    private UriInfo uri;

    /** @param fault told of each exception that the extension cannot have meant */
    ExtensionProblems(InstallationInfo installation, ProblemDocuments documents, LogRings logs, Runnable fault) {
        this.installation = installation;
        this.documents = documents;
        this.logs = logs;
        this.fault = fault;
    }

    /** Throws nothing: the REST server would have it print itself on the platform's console. */
    @Override
    public Response toResponse(Throwable thrown) {
        try {
            return answer(thrown);
        } catch (Throwable again) {
            fault.run();
            return response(documents.of(Translation.failed(installation.extensionId()), path()), null);
        }
    }

    private Response answer(Throwable thrown) {
        if (thrown instanceof WebApplicationException refusal) {
            Response given = refusal.getResponse();
            boolean complete = given.getStatus() < FIRST_ERROR || given.hasEntity();
            return complete ? given : response(documents.of(given.getStatus(), path()), given);
        }
        if (!Translation.expected(thrown)) {
            fault.run();
            logs.write(installation, Level.ERROR, "request " + path() + " failed", thrown);
        }
        PlatformException failure = Translation.translate(thrown, installation.extensionId());
        return response(documents.of(failure, path()), null);
    }

    private String path() {
        return uri.getRequestUri().getRawPath();
    }

    private static Response response(Answer answer, Response refusal) {
        Response.ResponseBuilder builder = Response.status(answer.status())
                .type(MediaType.valueOf(answer.mediaType()))
                .entity(answer.body());
        answer.headers().forEach(builder::header);
        if (refusal != null && refusal.getHeaderString(HttpHeaders.ALLOW) != null) {
            builder.header(HttpHeaders.ALLOW, refusal.getHeaderString(HttpHeaders.ALLOW));
        }
        return builder.build();
    }
}
