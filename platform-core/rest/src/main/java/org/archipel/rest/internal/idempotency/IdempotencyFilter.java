package org.archipel.rest.internal.idempotency;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.WriterInterceptor;
import javax.ws.rs.ext.WriterInterceptorContext;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ProblemException;
import org.archipel.rest.internal.idempotency.IdempotencyStore.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code Idempotency-Key} (IETF draft-ietf-httpapi-idempotency-key-header): the same request with the same key gets the answer of
 * the first one, without running again. An answer that says that nothing was done (a refused request, a failed server) is not kept,
 * so that the key can be used for the corrected or repeated request.
 */
@Priority(Priorities.USER - 1000)
final class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter, WriterInterceptor {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String ATTEMPT = IdempotencyFilter.class.getName();
    private static final int ANSWER_LIMIT = 1024 * 1024;
    private static final int CONFLICT = 409;
    private static final String ORGANIZATION = "X-Organization";
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 405, 406, 408, 411, 412, 413, 415, 428, 429);

    private final IdempotencyStore store;

    IdempotencyFilter(IdempotencyStore store) {
        this.store = store;
    }

    /** A request that runs under a key, from its filter to its answer. */
    private record Attempt(RequestKey key, BodyDigest digest) {}

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String header = request.getHeaderString(HEADER);
        if (header == null) {
            return;
        }
        Principal caller = request.getSecurityContext().getUserPrincipal();
        var uri = request.getUriInfo().getRequestUri();
        RequestKey key = RequestKey.of(who(caller, request), request.getMethod(), uri.getRawPath(), header);
        BodyDigest digest =
                new BodyDigest(request.getEntityStream(), uri.getRawPath() + "?" + String.valueOf(uri.getRawQuery()));
        Known known = store.begin(key.id());
        if (known instanceof Known.Running) {
            throw stillRunning();
        } else if (known instanceof Known.Answered answered) {
            request.abortWith(repeat(key, digest, answered));
        } else {
            request.setProperty(ATTEMPT, new Attempt(key, digest));
            request.setEntityStream(digest.stream());
        }
    }

    /** An administrator of several organizations is another caller in each of them. */
    private static String who(Principal caller, ContainerRequestContext request) {
        String organization = request.getHeaderString(ORGANIZATION);
        return (caller == null ? "" : caller.getName()) + (organization == null ? "" : '@' + organization.strip());
    }

    private static Response repeat(RequestKey key, BodyDigest digest, Known.Answered answered) throws IOException {
        if (!digest.finish().equals(answered.fingerprint())) {
            throw new ProblemException(
                    UNPROCESSABLE,
                    ErrorCode.VALIDATION_ERROR,
                    "The Idempotency-Key was used for another request; take a new one for this.");
        }
        StoredAnswer answer;
        try {
            answer = StoredAnswer.fromBytes(key.decrypt(answered.answer()));
        } catch (GeneralSecurityException e) {
            throw new PlatformException(ErrorCode.SYSTEM_ERROR, "The kept answer cannot be read.", e);
        }
        if (!answer.isComplete()) {
            throw new ProblemException(
                    CONFLICT,
                    ErrorCode.CONFLICT,
                    "The request was done before; its answer was too large to be repeated, or could not be written.");
        }
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        answer.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return answer.body().length == 0
                ? response.build()
                : response.entity(answer.body()).build();
    }

    private static ProblemException stillRunning() {
        return new ProblemException(
                CONFLICT,
                ErrorCode.CONFLICT,
                "A request with this Idempotency-Key is still running.",
                List.of(),
                Duration.ofSeconds(1));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!response.hasEntity() && request.getProperty(ATTEMPT) instanceof Attempt attempt) {
            request.removeProperty(ATTEMPT);
            keep(attempt, StoredAnswer.of(response.getStatus(), response.getHeaders(), new byte[0]));
        } else if (request.getProperty(ATTEMPT) instanceof Attempt attempt) {
            request.setProperty(ATTEMPT, new Pending(attempt, response.getStatus()));
        }
    }

    /** An attempt whose status is known and whose body is about to be written. */
    private record Pending(Attempt attempt, int status) {}

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!(context.getProperty(ATTEMPT) instanceof Pending pending)) {
            context.proceed();
            return;
        }
        context.removeProperty(ATTEMPT);
        OutputStream client = context.getOutputStream();
        AnswerBuffer buffer = new AnswerBuffer(client, ANSWER_LIMIT);
        context.setOutputStream(buffer);
        boolean written = false;
        try {
            context.proceed();
            written = true;
        } finally {
            context.setOutputStream(client);
            if (!written) {
                // The client may be gone, but what the resource did is done: a repetition must not do it again.
                keep(pending.attempt(), StoredAnswer.of(pending.status(), context.getHeaders(), null));
            }
        }
        keep(pending.attempt(), StoredAnswer.of(pending.status(), context.getHeaders(), buffer.bytes()));
        buffer.send();
    }

    /** A failure here does not spoil the answer: the key then counts as running until it is given up. */
    private void keep(Attempt attempt, StoredAnswer answer) {
        if (answer.status() >= SERVER_ERROR || REFUSALS.contains(answer.status())) {
            release(attempt);
            return;
        }
        try {
            store.complete(
                    attempt.key().id(), attempt.digest().finish(), attempt.key().encrypt(answer.toBytes()));
        } catch (PlatformException | IOException e) {
            LOG.warn("The answer to a request with an idempotency key could not be kept", e);
        }
    }

    private void release(Attempt attempt) {
        try {
            store.release(attempt.key().id());
        } catch (PlatformException e) {
            LOG.warn("An idempotency key could not be released", e);
        }
    }
}
