package org.archipel.rest.internal.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.Json;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.ProblemException;
import org.archipel.rest.RequestContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Writes the same documents as {@link ProblemMapper} does. */
@Component
public final class ProblemDocumentWriter implements ProblemDocuments {
    private final ObjectMapper mapper = Json.newMapper();

    @Activate
    public ProblemDocumentWriter() {
        // Nothing to wait for.
    }

    @Override
    public Answer of(PlatformException failure, String path) {
        int status = failure instanceof ProblemException problem ? problem.status() : StatusText.of(failure);
        Long retryAfter = failure.retryAfter()
                .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
                .orElse(null);
        return answer(Problem.of(status, failure.code(), failure.getMessage(), RequestContext.currentId(), path)
                .withErrors(failure.errors())
                .withRetry(failure.retryable(), retryAfter));
    }

    @Override
    public Answer of(int status, String path) {
        return answer(Problem.of(
                status, StatusText.codeOf(status), StatusText.detailOf(status), RequestContext.currentId(), path));
    }

    private Answer answer(Problem problem) {
        Map<String, String> headers = new TreeMap<>();
        if (problem.retryAfter() != null) {
            headers.put("Retry-After", Long.toString(problem.retryAfter()));
        }
        if (problem.code() == ErrorCode.AUTHENTICATION_ERROR) {
            headers.put("WWW-Authenticate", "Bearer realm=\"archipel\"");
        }
        try {
            return new Answer(problem.status(), Problem.MEDIA_TYPE, headers, mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document is plain data", e);
        }
    }
}
