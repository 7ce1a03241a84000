package org.archipel.integrations.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.service.ActionFallbacks;
import org.archipel.integrations.internal.service.ActionFallbacks.Fallback;
import org.archipel.integrations.internal.service.ActionJob;
import org.archipel.integrations.internal.service.ActionService;
import org.archipel.integrations.internal.service.ConnectionDiagnosis;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.service.TypeSync;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Requires;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What integrations do: tests, syncs, actions. */
@PlatformResource
@Component(service = IntegrationRunsResource.class)
@Path("integrations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Integrations")
public class IntegrationRunsResource {
    private final IntegrationService integrations;
    private final ConnectionDiagnosis diagnosis;
    private final SyncService syncs;
    private final TypeSync typeSyncs;
    private final ActionService actions;
    private final ActionFallbacks fallbacks;
    private final JobQueue jobs;
    private final UnitOfWork work;

    @Activate
    public IntegrationRunsResource(
            @Reference IntegrationService integrations,
            @Reference ConnectionDiagnosis diagnosis,
            @Reference SyncService syncs,
            @Reference TypeSync typeSyncs,
            @Reference ActionService actions,
            @Reference ActionFallbacks fallbacks,
            @Reference JobQueue jobs,
            @Reference(target = "(unit=integrations)") UnitOfWork work) {
        this.integrations = integrations;
        this.diagnosis = diagnosis;
        this.syncs = syncs;
        this.typeSyncs = typeSyncs;
        this.actions = actions;
        this.fallbacks = fallbacks;
        this.jobs = jobs;
        this.work = work;
    }

    @POST
    @Path("test")
    @RequiresPermission(ApiPermission.INTEGRATIONS_WRITE)
    @Summary("Tests a connection without saving it")
    public TestReport test(@Context SecurityContext security, @Requires("name") IntegrationDraft draft) {
        return TestReport.of(diagnosis.test(Caller.of(security), Bodies.required(draft)));
    }

    @POST
    @Path("{id}/test")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Tests the connection of an integration")
    public TestReport test(@Context SecurityContext security, @PathParam("id") String id) {
        return TestReport.of(diagnosis.test(Caller.of(security), id));
    }

    @POST
    @Path("{idOrType}/sync")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Synchronizes an integration, or all active ones of a type such as crm")
    @Answers(value = Job.class, accepted = Job.class)
    public Response sync(
            @Context SecurityContext security,
            @PathParam("idOrType") @Summary("Id of the integration, or a kind of systems such as crm") String idOrType,
            @QueryParam("wait") Integer wait,
            SyncRequest body) {
        Caller caller = Caller.of(security);
        Accepted.waitOf(wait);
        SyncRequest request = body == null ? SyncRequest.everything() : body;
        Optional<IntegrationType> type = type(idOrType);
        if (type.isPresent()) {
            return Response.accepted(typeSyncs.submit(caller, type.get(), request))
                    .build();
        }
        Job job = syncs.submit(caller, integrations.get(caller, idOrType), request);
        return Accepted.respond(jobs, caller, job, wait);
    }

    @POST
    @Path("{id}/actions/{action}")
    @RequiresPermission(ApiPermission.INTEGRATIONS_RUN)
    @Summary("Runs an action of the connector; one that fails for a passing reason goes on as a job if it may be"
            + " repeated")
    @Answers(value = JsonNode.class, accepted = Job.class)
    public Response act(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @PathParam("action") @Summary("Name of the action of its connector") String action,
            ObjectNode body) {
        Caller caller = Caller.of(security);
        Integration integration = integrations.get(caller, id);
        ObjectNode parameters = body == null ? JsonNodeFactory.instance.objectNode() : body;
        Operation operation = actions.require(integration, action, parameters);
        try {
            JsonNode result = actions.run(integration, action, parameters);
            fallbacks.keep(integration, operation, parameters, result);
            return Response.ok(result).build();
        } catch (PlatformException e) {
            Optional<Fallback> fallback = fallbacks.answer(integration, operation, parameters, e);
            if (fallback.isPresent()) {
                return answer(fallback.get());
            }
            if (!operation.idempotent() || !e.retryable()) {
                throw e;
            }
            Job job = work.call(transaction ->
                    jobs.submit(transaction, caller, ActionJob.request(integration.id(), action, parameters)));
            return Accepted.of(job);
        }
    }

    private static Response answer(Fallback fallback) {
        Response.ResponseBuilder response = Response.ok(fallback.answer())
                .header("Archipel-Fallback", fallback.strategy().name());
        fallback.answeredAt()
                .ifPresent(at -> response.header(
                        "Age", Math.max(0, Duration.between(at, Instant.now()).toSeconds())));
        return response.build();
    }

    private static Optional<IntegrationType> type(String text) {
        return Stream.of(IntegrationType.values())
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The diagnosis of a connection. */
    public record TestReport(boolean successful, List<ConnectionTest.Finding> findings) {
        static TestReport of(ConnectionTest test) {
            return new TestReport(test.successful(), test.findings());
        }
    }
}
