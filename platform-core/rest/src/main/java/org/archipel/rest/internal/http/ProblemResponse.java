package org.archipel.rest.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.archipel.rest.RequestContext;
import org.archipel.rest.internal.problem.Problem;

/** Replaces the container's error pages by problem documents. */
final class ProblemResponse extends HttpServletResponseWrapper {
    private final HttpServletRequest request;
    private final ProblemWriter writer;

    ProblemResponse(HttpServletRequest request, HttpServletResponse response, ProblemWriter writer) {
        super(response);
        this.request = request;
        this.writer = writer;
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, null);
    }

    /** @param message not shown: its author is the container, which tells of its insides */
    @Override
    public void sendError(int status, String message) throws IOException {
        if (isCommitted()) {
            super.sendError(status);
            return;
        }
        resetBuffer();
        writer.write(this, Problem.of(status, RequestContext.currentId(), request.getRequestURI()));
    }
}
