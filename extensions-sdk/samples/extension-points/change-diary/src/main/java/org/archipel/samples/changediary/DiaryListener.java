package org.archipel.samples.changediary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.archipel.api.error.ConflictException;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes down each change of a record, once: the event's id is the document's. */
@Extension(
        id = "org.archipel.samples.changediary",
        name = "Change diary",
        description = "Keeps a diary of changes to records.",
        category = Category.PRODUCTIVITY,
        publisher = "Archipel samples")
@NeedsPermission(
        resource = "events",
        actions = "subscribe",
        conditions = @Condition(type = "topics", values = "record.*"),
        reason = "To be told of changes to records.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        reason = "To keep the diary.")
@Component(service = EventListener.class, property = EventListener.TOPICS + "=record.*")
public final class DiaryListener implements EventListener {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final ExtensionContext context;

    @Activate
    public DiaryListener(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void onEvent(Event event) {
        try {
            context.documents()
                    .put(
                            "diary-" + DAY.format(event.at()),
                            event.id(),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("what", event.topic())
                                    .put("which", event.subject()),
                            0);
        } catch (ConflictException e) {
            context.logger().debug("{} is written down already", event.id());
        }
    }
}
