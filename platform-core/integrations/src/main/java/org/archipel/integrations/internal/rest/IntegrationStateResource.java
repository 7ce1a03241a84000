package org.archipel.integrations.internal.rest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.integrations.internal.health.HealthMonitor;
import org.archipel.integrations.internal.health.HealthStatus;
import org.archipel.integrations.internal.http.CircuitState;
import org.archipel.integrations.internal.http.ConnectionGuards;
import org.archipel.integrations.internal.http.ConnectionMetrics;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.log.LogEntry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.service.SyncSchedules;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.integrations.internal.sync.RunView;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.integrations.internal.sync.SyncStatus;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.OneOf;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.event.Level;

/** How integrations fare: status, circuit, health, metrics, log. */
@PlatformResource
@Component(service = IntegrationStateResource.class)
@Path("integrations")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Integrations")
public class IntegrationStateResource {
    private static final int CHECKS_SHOWN = 100;

    private final IntegrationService integrations;
    private final SyncService syncs;
    private final SyncSchedules schedules;
    private final ConnectionGuards guards;
    private final HealthMonitor health;
    private final IntegrationLog log;

    @Activate
    public IntegrationStateResource(
            @Reference IntegrationService integrations,
            @Reference SyncService syncs,
            @Reference SyncSchedules schedules,
            @Reference ConnectionGuards guards,
            @Reference HealthMonitor health,
            @Reference IntegrationLog log) {
        this.integrations = integrations;
        this.syncs = syncs;
        this.schedules = schedules;
        this.guards = guards;
        this.health = health;
        this.log = log;
    }

    @GET
    @Path("{id}/status")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows status, circuit and latest runs of an integration")
    public StatusView status(@Context SecurityContext security, @PathParam("id") String id) {
        Integration integration = integrations.get(Caller.of(security), id);
        SyncStatus sync = syncs.status(integration);
        return new StatusView(
                integration.id(),
                integration.status(),
                integration.statusReason(),
                guards.circuit(id),
                sync.lastSyncAt(),
                schedules.nextSync(integration),
                sync.runs());
    }

    @DELETE
    @Path("{id}/circuit")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Closes the circuit of an integration, and ends a rate-limit pause")
    @Answers(status = 204)
    public Response resetCircuit(@Context SecurityContext security, @PathParam("id") String id) {
        guards.reset(integrations.get(Caller.of(security), id).id());
        return Response.noContent().build();
    }

    @GET
    @Path("{id}/health")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows the health of an integration and its latest checks")
    public HealthView health(@Context SecurityContext security, @PathParam("id") String id) {
        Integration integration = integrations.get(Caller.of(security), id);
        return new HealthView(
                id,
                health.status(integration.organizationId(), id),
                health.history(integration.organizationId(), id, CHECKS_SHOWN));
    }

    @GET
    @Path("health")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows the health of all integrations")
    public Page<HealthView> allHealth(@Context SecurityContext security, @BeanParam PageRequest page) {
        return page(security, page)
                .map(integration -> new HealthView(
                        integration.id(), health.status(integration.organizationId(), integration.id()), List.of()));
    }

    @GET
    @Path("{id}/metrics")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows the figures of an integration")
    public MetricsView metrics(@Context SecurityContext security, @PathParam("id") String id) {
        return metrics(integrations.get(Caller.of(security), id));
    }

    @GET
    @Path("metrics")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows the figures of all integrations")
    public Page<MetricsView> allMetrics(@Context SecurityContext security, @BeanParam PageRequest page) {
        return page(security, page).map(this::metrics);
    }

    @GET
    @Path("{id}/logs")
    @RequiresPermission(ApiPermission.INTEGRATIONS_READ)
    @Summary("Shows the log of an integration, the newest line first")
    public Page<LogEntry> logs(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @BeanParam PageRequest page,
            @QueryParam("level") @Summary("Level of the lines") @OneOf(Level.class) String level) {
        Integration integration = integrations.get(Caller.of(security), id);
        String before = page.after(1).map(key -> key.get(0)).orElse("");
        List<LogEntry> lines = log.list(
                integration.organizationId(), id, Choices.parse(Level.class, "level", level), before, page.limit() + 1);
        return page.page(lines, line -> List.of(line.id()));
    }

    private Page<Integration> page(SecurityContext security, PageRequest page) {
        String after = page.after(1).map(key -> key.get(0)).orElse("");
        List<Integration> found =
                integrations.list(Caller.of(security), IntegrationFilter.ALL, after, page.limit() + 1);
        return page.page(found, integration -> List.of(integration.id()));
    }

    private MetricsView metrics(Integration integration) {
        List<RunView> runs = new ArrayList<>(syncs.status(integration).runs());
        runs.removeIf(RunView::dryRun);
        long read = runs.stream().mapToLong(run -> run.counts().read()).sum();
        long failed = runs.stream().filter(run -> run.state().equals("FAILED")).count();
        return new MetricsView(integration.id(), guards.metrics(integration.id()), runs.size(), failed, read);
    }

    /** Where an integration stands. */
    public record StatusView(
            String id,
            IntegrationStatus status,
            Optional<String> statusReason,
            CircuitState circuit,
            Optional<Instant> lastSyncAt,
            Optional<Instant> nextSyncAt,
            List<RunView> runs) {}

    /** The health of an integration; {@code checks} has the newest first. */
    public record HealthView(String id, HealthStatus health, List<HealthStatus> checks) {}

    /** Requests since the platform started, and the latest runs together. */
    public record MetricsView(String id, ConnectionMetrics requests, long runs, long failedRuns, long recordsRead) {}
}
