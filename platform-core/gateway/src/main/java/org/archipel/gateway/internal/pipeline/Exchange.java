package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.archipel.gateway.internal.auth.ApiCaller;
import org.archipel.gateway.internal.auth.Presented;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.rest.ProblemDocuments;
import org.archipel.rest.RequestContext;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way through an endpoint. It is answered once, from whatever thread; used by one thread at a time. */
public final class Exchange implements Presented, VariableSource {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int FAILURE = 400;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemDocuments problems;
    private final Consumer<Endpoint> written;
    private final RequestContext context;
    private final long begin = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private Endpoint endpoint;
    private List<String> parameters = List.of();
    private QueryString query;
    private ApiCaller caller;
    private AsyncContext async;
    private ServletContextRequest server;
    private volatile ScheduledFuture<?> late;
    private long answeredBytes = -1;
    private boolean counted;
    private volatile Runnable ended = () -> {};
    private volatile BooleanSupplier bodyComes = () -> false;

    /** @param written told when an endpoint that writes has answered well, before its caller knows */
    public Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemDocuments problems,
            Consumer<Endpoint> written) {
        this.written = written;
        this.request = request;
        this.response = response;
        this.problems = problems;
        this.context = RequestContext.current()
                .orElseGet(() -> new RequestContext("", request.getRemoteAddr(), Instant.now()));
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /** The server's own view of the request, behind what is wrapped around it. */
    ServletContextRequest server() {
        if (server == null) {
            server = ServletContextRequest.getServletContextRequest(request);
        }
        return server;
    }

    /** The headers of the answer. */
    HttpFields.Mutable answerHeaders() {
        return server().getServletContextResponse().getHeaders();
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

    Endpoint endpoint() {
        return endpoint;
    }

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

    boolean isAsync() {
        return async != null;
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

    /** Answers 504 if there is no answer by then, whatever it waits for. The time began when the request came. */
    void within(Duration time, ScheduledExecutorService timer) {
        long left = time.toNanos() - (System.nanoTime() - begin);
        late = timer.schedule(
                () -> fail(Failures.inTime(new TimeoutException())), Math.max(0, left), TimeUnit.NANOSECONDS);
        if (answered.get()) {
            late.cancel(false);
        }
    }

    /** Claims the answer; false if there is one already. */
    boolean claim() {
        boolean first = answered.compareAndSet(false, true);
        ScheduledFuture<?> clock = late;
        if (first && clock != null) {
            clock.cancel(false);
        }
        return first;
    }

    /** Answers with a problem document, unless there is an answer. */
    public void fail(Throwable failure) {
        if (claim()) {
            failClaimed(failure);
        }
    }

    /** Answers with a problem document; for who has claimed the answer. */
    void failClaimed(Throwable failure) {
        if (response.isCommitted()) {
            // The client sees that the answer breaks off.
            abort(failure);
            return;
        }
        send(ProblemAnswers.of(problems, failure, context, request.getRequestURI()));
    }

    /** Answers, unless there is an answer. */
    void answer(HttpAnswer answer) {
        if (claim()) {
            send(answer);
        }
    }

    private void send(HttpAnswer answer) {
        try {
            begin(answer);
            write(ByteBuffer.wrap(answer.body()));
        } catch (IllegalStateException e) {
            LOG.debug("A caller went away", e);
            complete();
        }
    }

    private void begin(HttpAnswer answer) {
        response.setStatus(answer.status());
        AnswerHeaders.set(response, answer.headers());
        if (endpoint != null && endpoint.isGuarded()) {
            AnswerHeaders.keepPrivate(response);
        }
        // RFC 9110, section 8.6: the length of an answer without a body would be that of another.
        if (!"HEAD".equals(request.getMethod()) && answer.status() != NO_CONTENT && answer.status() != NOT_MODIFIED) {
            response.setContentLength(answer.body().length);
        }
        answers(answer.body().length);
        decided();
        count();
    }

    /** Writes a whole body and ends the request; what the caller does not take at once waits for it without a thread. */
    void write(ByteBuffer body) {
        server().getServletChannel().getHttpOutput().sendContent(body, Callback.NOOP);
        complete();
    }

    /** Has something done when the request ends; for who has let its thread go. */
    void whenEnded(Runnable work) {
        ended = work;
    }

    /** Tells whether the request's body is still read, and may be from another thread; by who reads it. */
    void whileReading(BooleanSupplier comes) {
        bodyComes = comes;
    }

    /** Ends the request; the answer is written. */
    public void complete() {
        count();
        ended.run();
        if (async != null) {
            async.complete();
        }
    }

    /** Takes back what an answer has said that does not come; nothing of it has gone to the caller. */
    void takeBack(HttpFields told, boolean ownCors) {
        response.resetBuffer();
        HttpFields.Mutable headers = answerHeaders();
        AnswerHeaders.takeBack(headers, told, ownCors);
        headers.remove(HttpHeader.CONTENT_LENGTH);
        answeredBytes = -1;
    }

    /**
     * Begins a problem document, for who has claimed the answer and writes it.
     *
     * @return what is to be written
     */
    byte[] beginFailure(Throwable failure) {
        HttpAnswer problem = ProblemAnswers.of(problems, failure, context, request.getRequestURI());
        begin(problem);
        return problem.body();
    }

    /** Breaks the connection off, so that nobody takes half an answer for a whole one. */
    void abort(Throwable failure) {
        count();
        ended.run();
        server().getServletChannel().abort(failure);
        if (async != null) {
            try {
                async.complete();
            } catch (IllegalStateException e) {
                LOG.debug("The request had ended already", e);
            }
        }
    }

    /** The status is known, and the caller does not know it yet. */
    void decided() {
        if (bodyComes.getAsBoolean()) {
            // Nobody waits for its end: it ends with the connection.
            answerHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        if (endpoint != null
                && response.getStatus() < FAILURE
                && !endpoint.method().equals("GET")) {
            try {
                written.accept(endpoint);
            } catch (RuntimeException e) {
                LOG.warn("Answers of other APIs could not be dropped after a write", e);
            }
        }
    }

    /** Counts the answer, once; before its last byte goes, so that who has it finds it counted. */
    void count() {
        if (endpoint != null && !counted) {
            counted = true;
            endpoint.metrics()
                    .answered(
                            response.getStatus(),
                            System.nanoTime() - begin,
                            request.getContentLengthLong(),
                            answeredBytes);
        }
    }

    /** The answer's body has so many bytes. */
    void answers(long bytes) {
        answeredBytes = bytes;
    }
}
