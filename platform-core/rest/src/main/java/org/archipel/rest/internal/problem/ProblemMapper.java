package org.archipel.rest.internal.problem;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer. What nobody foresaw is logged with the request's id and told as SYSTEM_ERROR. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int SERVER_ERROR = 500;

    /** Headers of a refusal by the JAX-RS layer that the client needs. */
    private static final Set<String> KEPT_HEADERS = Set.of("Allow", "WWW-Authenticate", "Retry-After", "Accept");

    private final UnaryOperator<String> allowed;
    private final BiFunction<String, String, Set<String>> mediaTypes;

    @Context
    private UriInfo uriInfo;

    @Context
    private Request request;

    /**
     * @param allowed the Allow header of a path; empty where it is not known
     * @param mediaTypes what a method of a path takes; empty where it is not known
     */
    public ProblemMapper(UnaryOperator<String> allowed, BiFunction<String, String, Set<String>> mediaTypes) {
        this.allowed = allowed;
        this.mediaTypes = mediaTypes;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof PlatformException known) {
            return answer(known);
        }
        if (failure instanceof WebApplicationException refusal) {
            return answer(refusal);
        }
        return unforeseen(failure);
    }

    private Response answer(PlatformException failure) {
        Problem problem = about(Problem.of(failure, RequestContext.currentId(), address()));
        if (problem.status() == SERVER_ERROR) {
            LOG.warn("Request failed with {}: {}", failure.code(), failure.getMessage(), failure);
        } else if (problem.status() > SERVER_ERROR) {
            // It failed elsewhere, or for want of room: where in the program says nothing.
            LOG.warn("Request failed with {}: {}", failure.code(), failure.getMessage());
            LOG.debug("It failed here", failure);
        } else {
            LOG.debug("Request refused with {}: {}", failure.code(), failure.getMessage());
        }
        return response(problem).build();
    }

    private Response answer(WebApplicationException refusal) {
        Throwable cause = refusal.getCause();
        if (cause instanceof PlatformException) {
            return toResponse(cause);
        }
        Response given = refusal.getResponse();
        int status = given.getStatus();
        if (status < 400) {
            return given;
        }
        if (status >= SERVER_ERROR) {
            LOG.error("Request failed", refusal);
        }
        Response.ResponseBuilder response = response(problem(status, StatusText.codeOf(status), detail(status)));
        String methods = status == METHOD_NOT_ALLOWED ? allowed.apply(path()) : "";
        if (!methods.isEmpty()) {
            return response.header(HttpHeaders.ALLOW, methods).build();
        }
        given.getStringHeaders().forEach((name, values) -> {
            if (KEPT_HEADERS.stream().anyMatch(name::equalsIgnoreCase)) {
                values.forEach(value -> response.header(name, value));
            }
        });
        return response.build();
    }

    private String detail(int status) {
        Set<String> types = status == UNSUPPORTED_MEDIA_TYPE ? mediaTypes.apply(request.getMethod(), path()) : Set.of();
        String detail = StatusText.detailOf(status);
        return types.isEmpty() ? detail : detail + " It takes " + String.join(", ", types) + ".";
    }

    private String path() {
        return uriInfo.getRequestUri().getPath();
    }

    private Response unforeseen(Throwable failure) {
        LOG.error("Request failed", failure);
        return response(problem(
                        SERVER_ERROR,
                        ErrorCode.SYSTEM_ERROR,
                        "The request failed for a reason within the platform. The log tells it under this request id."))
                .build();
    }

    private Problem problem(int status, ErrorCode code, String detail) {
        return about(Problem.of(status, code, detail, RequestContext.currentId(), address()));
    }

    private Problem about(Problem problem) {
        ProblemSubject subject = ProblemSubject.of(uriInfo);
        return problem.about(subject.integrationId(), subject.extensionId());
    }

    private String address() {
        return uriInfo.getRequestUri().getRawPath();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .entity(problem);
        problem.headers().forEach(response::header);
        return response;
    }
}
