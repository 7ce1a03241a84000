package org.archipel.rest.internal.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.Json;
import org.archipel.rest.ProblemDocuments;
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
        return answer(Problem.of(failure, RequestContext.currentId(), path));
    }

    @Override
    public Answer of(int status, String path) {
        return answer(Problem.of(status, RequestContext.currentId(), path));
    }

    private Answer answer(Problem problem) {
        try {
            return new Answer(
                    problem.status(), Problem.MEDIA_TYPE, problem.headers(), mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document is plain data", e);
        }
    }
}
