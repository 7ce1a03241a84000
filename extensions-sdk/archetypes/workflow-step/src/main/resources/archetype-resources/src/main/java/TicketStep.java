package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a ticket in an outside system. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Makes tickets out of workflows.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(resource = "workflow", actions = "provide", reason = "To offer the step to workflows.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "tickets.example.com"),
        reason = "To make tickets there.")
@Component(
        service = WorkflowStep.class,
        property = {
            WorkflowStep.TYPE + "=ticket",
            WorkflowStep.DESCRIPTION + "=Makes a ticket",
            WorkflowStep.CONFIG_SCHEMA + "=ticket-step.schema.json"
        })
public final class TicketStep implements WorkflowStep {
    private static final URI TICKETS = URI.create("https://tickets.example.com/tickets");

    private final ExtensionContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    @Activate
    public TicketStep(@Reference ExtensionContext context) {
        this.context = context;
    }

    /** The key goes with the request, so that a step that runs again makes no second ticket. */
    @Override
    public ObjectNode run(ObjectNode config, ObjectNode input, String idempotencyKey) {
        ObjectNode ticket = JsonNodeFactory.instance
                .objectNode()
                .put("queue", config.path("queue").asText())
                .put("title", input.path("title").asText());
        HttpRequest request = HttpRequest.json("POST", TICKETS, ticket.toString().getBytes(StandardCharsets.UTF_8))
                .header("Idempotency-Key", idempotencyKey);
        HttpResponse response = context.http().send(request);
        if (!response.successful()) {
            boolean again = response.status() == 429 || response.status() >= 500;
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "no ticket: " + response.status(), again);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("ticket", json(response).path("id").asText());
    }

    private JsonNode json(HttpResponse response) {
        try {
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer is no JSON", false);
        }
    }
}
