package org.archipel.gateway.internal.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told of failures. */
final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    /**
     * A problem document; of a failure that nobody expected it tells nothing, and the log does.
     *
     * @param path of the request
     */
    static HttpAnswer of(ProblemDocuments problems, Throwable failure, RequestContext context, String path) {
        Throwable cause = Failures.unwrapped(failure);
        RequestContext.Scope scope = context.bind();
        try {
            PlatformException known = cause instanceof PlatformException platform
                    ? platform
                    : new PlatformException(ErrorCode.SYSTEM_ERROR, "The request could not be processed.");
            if (known != cause) {
                LOG.error("A custom API failed", cause);
            }
            ProblemDocuments.Answer answer = problems.of(known, path);
            List<Header> headers = new ArrayList<>(List.of(new Header("Content-Type", answer.mediaType())));
            answer.headers().forEach((name, value) -> headers.add(new Header(name, value)));
            return new HttpAnswer(answer.status(), headers, answer.body());
        } finally {
            scope.close();
        }
    }
}
