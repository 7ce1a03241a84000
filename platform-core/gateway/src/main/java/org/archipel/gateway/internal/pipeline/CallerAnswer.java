package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.HttpAnswer;
import org.archipel.rest.ProblemDocuments;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one request. Who claims it first, on whatever thread, writes it, as a whole or piece by piece, and ends the request;
 * used by one thread at a time after that.
 */
final class CallerAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(CallerAnswer.class);
    private static final int FAILURE = 400;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Exchange exchange;
    private final HttpServletResponse response;
    private final ProblemDocuments problems;
    private final Consumer<Endpoint> written;
    private final long begin = System.nanoTime();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private volatile ScheduledFuture<?> late;
    private long bytes = -1;
    private boolean counted;
    private volatile Runnable ended = () -> {};
    private volatile BooleanSupplier bodyComes = () -> false;

    /** @param written told when an endpoint that writes has answered well, before its caller knows */
    CallerAnswer(
            Exchange exchange, HttpServletResponse response, ProblemDocuments problems, Consumer<Endpoint> written) {
        this.exchange = exchange;
        this.response = response;
        this.problems = problems;
        this.written = written;
    }

    HttpFields.Mutable headers() {
        return exchange.server().getServletContextResponse().getHeaders();
    }

    /** Answers 504 if there is no answer by then, whatever it waits for. The time began when the request came. */
    void within(Duration time, ScheduledExecutorService timer) {
        long left = time.toNanos() - (System.nanoTime() - begin);
        late = timer.schedule(
                () -> fail(Failures.inTime(new TimeoutException())), Math.max(0, left), TimeUnit.NANOSECONDS);
        if (claimed.get()) {
            late.cancel(false);
        }
    }

    /** Has something done when the request ends; for who has let its thread go. */
    void whenEnded(Runnable work) {
        ended = work;
    }

    /** Tells whether the request's body is still read, and may be from another thread; by who reads it. */
    void whileReading(BooleanSupplier comes) {
        bodyComes = comes;
    }

    /** Claims the answer; false if there is one already. */
    boolean claim() {
        boolean first = claimed.compareAndSet(false, true);
        ScheduledFuture<?> clock = late;
        if (first && clock != null) {
            clock.cancel(false);
        }
        return first;
    }

    /** Answers with a problem document, unless there is an answer. */
    void fail(Throwable failure) {
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
        send(problem(failure));
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
        } catch (RuntimeException e) {
            // Nobody else answers what is claimed.
            LOG.warn("An answer could not be written", e);
            abort(e);
        }
    }

    private void begin(HttpAnswer answer) {
        response.setStatus(answer.status());
        AnswerHeaders.set(response, answer.headers());
        Endpoint endpoint = exchange.endpoint();
        if (endpoint != null && endpoint.isGuarded()) {
            AnswerHeaders.keepPrivate(response);
        }
        // RFC 9110, section 8.6: the length of an answer without a body would be that of another.
        if (!"HEAD".equals(exchange.request().getMethod())
                && answer.status() != NO_CONTENT
                && answer.status() != NOT_MODIFIED) {
            response.setContentLength(answer.body().length);
        }
        hasLength(answer.body().length);
        decided();
        count();
    }

    private HttpAnswer problem(Throwable failure) {
        return ProblemAnswers.of(
                problems, failure, exchange.context(), exchange.request().getRequestURI());
    }

    /**
     * Begins a problem document, for who has claimed the answer and writes it.
     *
     * @return what is to be written
     */
    byte[] beginFailure(Throwable failure) {
        HttpAnswer problem = problem(failure);
        begin(problem);
        return problem.body();
    }

    /** Takes back what an answer has said that does not come; nothing of it has gone to the caller. */
    void takeBack(HttpFields told, boolean ownCors) {
        response.resetBuffer();
        AnswerHeaders.takeBack(headers(), told, ownCors);
        headers().remove(HttpHeader.CONTENT_LENGTH);
        bytes = -1;
    }

    /** The answer's body has so many bytes. */
    void hasLength(long length) {
        bytes = length;
    }

    /** The status is known, and the caller does not know it yet. */
    void decided() {
        if (bodyComes.getAsBoolean()) {
            // Nobody waits for its end: it ends with the connection.
            headers().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        Endpoint endpoint = exchange.endpoint();
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
        Endpoint endpoint = exchange.endpoint();
        if (endpoint != null && !counted) {
            counted = true;
            endpoint.metrics()
                    .answered(
                            response.getStatus(),
                            System.nanoTime() - begin,
                            exchange.request().getContentLengthLong(),
                            bytes);
        }
    }

    /** Writes a whole body and ends the request; what the caller does not take at once waits for it without a thread. */
    void write(ByteBuffer body) {
        exchange.server().getServletChannel().getHttpOutput().sendContent(body, Callback.NOOP);
        complete();
    }

    /** Ends the request; the answer is written. */
    void complete() {
        count();
        ended.run();
        exchange.endAsync();
    }

    /** Breaks the connection off, so that nobody takes half an answer for a whole one. */
    void abort(Throwable failure) {
        count();
        ended.run();
        exchange.server().getServletChannel().abort(failure);
        try {
            exchange.endAsync();
        } catch (IllegalStateException e) {
            LOG.debug("The request had ended already", e);
        }
    }
}
