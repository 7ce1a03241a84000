package org.archipel.rest.internal.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
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
    private static final Duration MAX_HOLD = Duration.ofSeconds(10);

    private final Passage passage = new Passage();
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
        if (!passage.enter(MAX_HOLD)) {
            refuse(request, response, "The platform is being changed; try again.");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            passage.leave();
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
        return passage.close(patience, change);
    }
}
