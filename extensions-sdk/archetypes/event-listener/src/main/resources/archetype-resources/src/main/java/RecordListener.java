package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Optional;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.storage.KeyValueStore;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts the events about records, by topic. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Keeps account of changes to records.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(
        resource = "events",
        actions = "subscribe",
        conditions = @Condition(type = "topics", values = {"record.*", "records.changed"}),
        reason = "To be told of changes to records.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To remember how many there were.")
@Component(
        service = EventListener.class,
        property = {EventListener.TOPICS + "=record.*", EventListener.TOPICS + "=records.changed"})
public final class RecordListener implements EventListener {
    private final ExtensionContext context;

    @Activate
    public RecordListener(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void onEvent(Event event) {
        KeyValueStore storage = context.keyValues();
        String key = "count/" + event.topic();
        Optional<JsonNode> before;
        long count;
        do {
            before = storage.get(key);
            count = before.map(JsonNode::asLong).orElse(0L) + 1;
        } while (!storage.replace(key, before, LongNode.valueOf(count)));
        context.logger().debug("{} about {}: {} so far", event.topic(), event.subject(), count);
    }
}
