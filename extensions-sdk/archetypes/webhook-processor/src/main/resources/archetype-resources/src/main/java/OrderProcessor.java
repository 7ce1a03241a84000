package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps the orders that a shop tells of. A delivery that comes twice changes nothing: the order is the same record. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Keeps the orders of a shop.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(
        resource = "connector",
        actions = "receive",
        conditions = @Condition(type = "types", values = "com.example.shop"),
        reason = "To receive the webhooks of the shop.")
@NeedsPermission(
        resource = "records",
        actions = "write",
        conditions = @Condition(type = "entities", values = "order"),
        reason = "To keep the orders.")
@Component(service = WebhookProcessor.class, property = WebhookProcessor.CONNECTOR + "=com.example.shop")
public final class OrderProcessor implements WebhookProcessor {
    private final ExtensionContext context;

    @Activate
    public OrderProcessor(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void process(String deliveryId, Map<String, List<String>> headers, JsonNode payload) {
        String id = payload.path("order").path("id").asText();
        if (id.isEmpty() || !(payload.path("order") instanceof ObjectNode order)) {
            context.logger().warn("The delivery {} tells of no order", deliveryId);
            return;
        }
        context.records().upsert("order", id, order);
    }
}
