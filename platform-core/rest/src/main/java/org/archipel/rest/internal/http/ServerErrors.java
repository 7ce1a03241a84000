package org.archipel.rest.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.archipel.rest.RequestContext;
import org.archipel.rest.internal.problem.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Problem documents for requests that fail before or outside of all servlets: bad syntax, too large headers, unknown hosts. */
final class ServerErrors implements Request.Handler {
    private final ProblemWriter problems = new ProblemWriter();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        int status = response.getStatus();
        String wanted = request.getHeaders().get(RequestContext.HEADER);
        String requestId = RequestIds.choose(wanted);
        Problem problem = Problem.of(status, requestId, "");
        byte[] body = problems.bytes(problem);
        SecurityHeaders.each((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(RequestContext.HEADER, requestId);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
