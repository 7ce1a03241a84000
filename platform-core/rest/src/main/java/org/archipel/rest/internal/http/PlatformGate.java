package org.archipel.rest.internal.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.RequestContext;
import org.archipel.rest.TrafficGate;
import org.archipel.rest.internal.health.HealthAnswers;
import org.archipel.rest.internal.problem.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Closed until the platform is ready: health is answered, all else is 503. From then on it is open, and holds requests only while
 * the platform's application changes.
 */
@Component(service = {PlatformGate.class, TrafficGate.class})
public final class PlatformGate implements TrafficGate {
    private static final int UNAVAILABLE = 503;
    private static final long MAX_HOLD_SECONDS = 10;

    // Fair, so that a waiting change is not overtaken forever by new requests.
    private final ReentrantReadWriteLock passage = new ReentrantReadWriteLock(true);
    private final ProblemWriter problems = new ProblemWriter();
    private final HealthAnswers health;
    private final GateProbe probe;
    private volatile boolean open;

    @Activate
    public PlatformGate(@Reference HealthAnswers health, @Reference GateProbe probe) {
        this.health = health;
        this.probe = probe;
    }

    /** Opens for good. */
    void open() {
        open = true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!open && !probe.isProbe(request.getHeader(GateProbe.header()))) {
            answerClosed(request, response);
            return;
        }
        if (!enter()) {
            refuse(request, response, "The platform is being changed; try again.");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            passage.readLock().unlock();
        }
    }

    private boolean enter() {
        try {
            return passage.readLock().tryLock(MAX_HOLD_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void answerClosed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!health.answerTo(request, response)) {
            refuse(request, response, "The platform is starting; try again.");
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
        Problem problem = Problem.of(
                        UNAVAILABLE,
                        ErrorCode.SYSTEM_ERROR,
                        detail,
                        RequestContext.currentId(),
                        request.getRequestURI())
                .withRetry(true, 1L);
        problems.write(response, problem);
    }

    @Override
    public boolean changeBehind(Duration patience, Runnable change) {
        if (passage.getReadHoldCount() > 0) {
            throw new IllegalStateException("a thread that serves a request would wait for itself");
        }
        try {
            if (!passage.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            change.run();
            return true;
        } finally {
            passage.writeLock().unlock();
        }
    }
}
