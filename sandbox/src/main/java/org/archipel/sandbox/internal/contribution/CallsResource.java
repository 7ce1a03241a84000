package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tries out what an extension offers to workflows, webhooks and events. It does what it does there: there is no dry run. */
@Path("/extensions/{id}/calls")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions: development")
@PlatformResource
@Component(service = CallsResource.class)
public final class CallsResource {
    private final Islands islands;
    private final TryOuts tryOuts;

    @Activate
    public CallsResource(@Reference Islands islands, @Reference TryOuts tryOuts) {
        this.islands = islands;
        this.tryOuts = tryOuts;
    }

    /** What is called. */
    public enum Kind {
        WORKFLOW_STEP,
        WEBHOOK_PROCESSOR,
        EVENT_LISTENER
    }

    /**
     * @param name the step's type, the webhook's connector, or the event's topic
     * @param config of a step; an empty one without it
     * @param input what the step is given, the webhook's content, or the event's data; an empty object without it
     */
    public record CallBody(
            @JsonProperty(required = true) Kind kind,
            @JsonProperty(required = true) String name,
            ObjectNode config,
            JsonNode input) {}

    /** @param output what a step answered; null of others */
    public record CallView(
            @JsonInclude(JsonInclude.Include.NON_NULL) ObjectNode output, Duration took) {}

    @POST
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Calls a workflow step, a webhook processor or an event listener once, as the platform would")
    public CallView call(@PathParam("id") String id, CallBody body, @Context SecurityContext security) {
        LiveIsland island = islands.find(Caller.of(security).organizationId(), id)
                .orElseThrow(() -> new NotFoundException("the extension " + id + " does not run here"));
        if (body == null || body.kind() == null) {
            throw new ValidationException("/kind", "say what is to be called");
        }
        if (body.name() == null || body.name().isBlank()) {
            throw new ValidationException("/name", "is needed");
        }
        long begin = System.nanoTime();
        ObjectNode output = call(island, body);
        return new CallView(output, Duration.ofNanos(System.nanoTime() - begin));
    }

    private ObjectNode call(LiveIsland island, CallBody body) {
        JsonNode input = Optional.ofNullable(body.input())
                .filter(given -> !(given instanceof NullNode))
                .orElseGet(() -> TryOuts.object(null));
        return switch (body.kind()) {
            case WORKFLOW_STEP -> tryOuts.step(island, body.name(), TryOuts.object(body.config()), object(input));
            case WEBHOOK_PROCESSOR -> {
                tryOuts.webhook(island, body.name(), input);
                yield null;
            }
            case EVENT_LISTENER -> {
                tryOuts.event(island, body.name(), object(input));
                yield null;
            }
        };
    }

    private static ObjectNode object(JsonNode input) {
        if (input instanceof ObjectNode object) {
            return object;
        }
        throw new ValidationException("/input", "has to be an object here");
    }
}
