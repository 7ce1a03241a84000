package org.archipel.samples.stockwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks each quarter of an hour for articles that run short, and tells of them. */
@Extension(
        id = "org.archipel.samples.stockwatch",
        name = "Stock watch",
        description = "Tells when articles run short.",
        category = Category.OPERATIONS,
        configSchema = "config.schema.json",
        publisher = "Archipel samples")
@NeedsPermission(
        resource = "schedule",
        actions = "run",
        conditions = @Condition(type = "minInterval", values = "PT15M"),
        reason = "To look at the stock each quarter of an hour.")
@NeedsPermission(
        resource = "records",
        actions = "read",
        conditions = @Condition(type = "entities", values = "article"),
        reason = "To look at the stock.")
@NeedsPermission(
        resource = "events",
        actions = "publish",
        conditions = @Condition(type = "topics", values = "stock.short"),
        reason = "To tell which articles run short.")
@Component(
        service = ScheduledTask.class,
        property = {ScheduledTask.NAME + "=look", ScheduledTask.EVERY + "=PT15M"})
public final class StockJob implements ScheduledTask {
    private static final int PAGE = 200;
    private static final int STANDARD_LEAST = 10;

    private final ExtensionContext context;

    @Activate
    public StockJob(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        int least = context.config().path("least").asInt(STANDARD_LEAST);
        Optional<String> cursor = Optional.empty();
        do {
            RecordPage page = context.records().list("article", new RecordQuery(Map.of(), cursor, PAGE));
            page.items().stream()
                    .filter(article -> article.data().path("stock").asInt() < least)
                    .forEach(this::tell);
            cursor = page.nextCursor();
        } while (cursor.isPresent());
    }

    private void tell(HubRecord article) {
        context.events()
                .publish(
                        "stock.short",
                        "article/" + article.id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("stock", article.data().path("stock").asInt()));
    }
}
