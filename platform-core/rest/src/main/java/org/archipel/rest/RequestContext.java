package org.archipel.rest;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the platform knows of the request that the present thread works on.
 *
 * @param requestId value of {@code X-Request-Id}, in the answer, in logs and in audit entries
 * @param clientAddress IP address of the client, without port
 * @param receivedAt when its headers had been read
 * @param answerHeaders sets a header of the answer, whoever makes it and however it turns out; for the request's own thread
 */
public record RequestContext(
        String requestId, String clientAddress, Instant receivedAt, BiConsumer<String, String> answerHeaders) {
    /** Header that carries the id in requests and answers. */
    public static final String HEADER = "X-Request-Id";

    /** Key of the id in the logging context (MDC). */
    public static final String MDC_KEY = "requestId";

    private static final ThreadLocal<RequestContext> CURRENT = new ThreadLocal<>();

    /** A request whose answer takes no headers from here. */
    public RequestContext(String requestId, String clientAddress, Instant receivedAt) {
        this(requestId, clientAddress, receivedAt, (name, value) -> {});
    }

    /** The present thread's request; empty outside of one. */
    public static Optional<RequestContext> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Id of the present thread's request; empty text outside of one. */
    public static String currentId() {
        return current().map(RequestContext::requestId).orElse("");
    }

    /**
     * Binds the request to the present thread until the scope is closed; for code that carries a request on to another thread.
     */
    public Scope bind() {
        RequestContext before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** Ends a binding, on the thread that made it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
