package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.archipel.gateway.internal.auth.ApiCaller;
import org.archipel.gateway.internal.auth.Presented;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.RequestContext;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** One request on its way through an endpoint, with its answer. Used by one thread at a time, but for the claim of the answer. */
public final class Exchange implements Presented, VariableSource {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestContext context;
    private final CallerAnswer answer;
    private Endpoint endpoint;
    private List<String> parameters = List.of();
    private QueryString query;
    private ApiCaller caller;
    private AsyncContext async;
    private ServletContextRequest server;

    /** @param written told when an endpoint that writes has answered well, before its caller knows */
    public Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemDocuments problems,
            Consumer<Endpoint> written) {
        this.request = request;
        this.response = response;
        this.context = RequestContext.current()
                .orElseGet(() -> new RequestContext("", request.getRemoteAddr(), Instant.now()));
        this.answer = new CallerAnswer(this, response, problems, written);
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /** The answer, for who writes it piece by piece or waits for its end. */
    CallerAnswer toCaller() {
        return answer;
    }

    /** The server's own view of the request, behind what is wrapped around it. */
    ServletContextRequest server() {
        if (server == null) {
            server = ServletContextRequest.getServletContextRequest(request);
        }
        return server;
    }

    RequestContext context() {
        return context;
    }

    /**
     * Has an endpoint answer, now or later.
     *
     * @param values in the place of the path's parameters, in their order
     */
    public void serve(Endpoint found, List<String> values) {
        endpoint = found;
        parameters = values;
        found.serve(this);
    }

    void accept(ApiCaller who) {
        caller = who;
    }

    /** Null until it is found. */
    Endpoint endpoint() {
        return endpoint;
    }

    /** Null until it is known. */
    ApiCaller caller() {
        return caller;
    }

    @Override
    public String header(String name) {
        return request.getHeader(name);
    }

    QueryString query() {
        if (query == null) {
            query = QueryString.parse(request.getQueryString());
        }
        return query;
    }

    @Override
    public String query(String name) {
        return query().first(name);
    }

    @Override
    public String ip() {
        return context.clientAddress();
    }

    @Override
    public String requestId() {
        return context.requestId();
    }

    @Override
    public String parameter(String name) {
        int index = endpoint.parameters().indexOf(name);
        return index < 0 ? null : parameters.get(index);
    }

    @Override
    public String callerId() {
        return caller.id();
    }

    List<String> parameters() {
        return parameters;
    }

    /** Lets the request's thread go; the answer comes from another. */
    public void goAsync() {
        if (async == null) {
            async = request.startAsync(request, response);
            // Each call out has a limit of its own.
            async.setTimeout(0);
        }
    }

    /** Ends what let its thread go; another request ends with its thread. */
    void endAsync() {
        if (async != null) {
            async.complete();
        }
    }

    /** Runs a step on the present thread; its failure is the answer. */
    public void step(Runnable work) {
        RequestContext.Scope scope = context.bind();
        try {
            work.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fail(e);
        } finally {
            scope.close();
        }
    }

    /** Answers with a problem document, unless there is an answer. */
    public void fail(Throwable failure) {
        answer.fail(failure);
    }

    /** Answers, unless there is an answer. */
    void answer(HttpAnswer whole) {
        answer.answer(whole);
    }

    /** Ends the request, whose answer is written already. */
    public void complete() {
        answer.complete();
    }
}
