package org.archipel.samples.placeinsights;

import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;

/** What this extension is and what it asks for. */
@Extension(
        id = "org.archipel.samples.placeinsights",
        name = "Place insights",
        description = "Counts your places by country and keeps account of how often they change.",
        category = Category.ANALYTICS,
        publisher = "Archipel",
        tags = {"places", "statistics", "sample"},
        configSchema = "config.schema.json",
        documentation = "guide.md",
        changelog = "changelog.md")
@NeedsPermission(
        resource = "records",
        actions = "read",
        conditions = @Condition(type = "entities", values = "place"),
        reason = "To count the places.")
@NeedsPermission(
        resource = "events",
        actions = "subscribe",
        conditions =
                @Condition(
                        type = "topics",
                        values = {"record.*", "records.changed"}),
        reason = "To keep account of changes.")
@NeedsPermission(
        resource = "storage",
        actions = {"read", "write"},
        conditions = @Condition(type = "quotaBytes", values = "100000"),
        reason = "To remember the number of changes.")
@NeedsPermission(
        resource = "rest",
        actions = "expose",
        conditions =
                @Condition(
                        type = "paths",
                        values = {"/version", "/stats/**"}),
        reason = "To answer with the figures.")
@NeedsPermission(
        resource = "schedule",
        actions = "run",
        conditions = @Condition(type = "minInterval", values = "PT5M"),
        required = false,
        reason = "To count in advance, so that answers are quick.")
final class PlaceInsights {
    private PlaceInsights() {}
}
