package org.archipel.rest.internal.health;

import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.extension.Health;
import org.archipel.rest.Answers;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Liveness, readiness and the state of each component; details only for callers with a credential. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Health")
@PlatformResource
@Component(service = HealthResource.class)
public final class HealthResource {
    private static final int UNAVAILABLE = 503;

    private final HealthChecks checks;

    @Activate
    public HealthResource(@Reference HealthChecks checks) {
        this.checks = checks;
    }

    @GET
    @PublicRoute
    @Summary("Tells the health of each component of the platform")
    public HealthReport health(@Context SecurityContext security) {
        HealthReport report = checks.report();
        return security.getUserPrincipal() == null ? report.withoutDetails() : report;
    }

    @GET
    @Path("/live")
    @PublicRoute
    @Summary("Tells that the process answers")
    public Liveness live() {
        return Liveness.ALIVE;
    }

    @GET
    @Path("/ready")
    @PublicRoute
    @Summary("Tells whether the platform can serve requests: 200, or 503 with what it waits for")
    @Answers(value = Readiness.class, or = 503)
    public Response ready() {
        List<String> broken = checks.report().checks().stream()
                .filter(check -> check.status() == Health.Status.ERROR)
                .map(HealthReport.Check::name)
                .toList();
        if (broken.isEmpty()) {
            return Response.ok(new Readiness("READY", List.of())).build();
        }
        return Response.status(UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, 1)
                .entity(new Readiness("NOT_READY", broken))
                .build();
    }
}
