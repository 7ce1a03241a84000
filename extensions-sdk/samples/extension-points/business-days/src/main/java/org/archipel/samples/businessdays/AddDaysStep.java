package org.archipel.samples.businessdays;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Reckons a date some business days later; Saturdays and Sundays do not count. */
@Extension(
        id = "org.archipel.samples.businessdays",
        name = "Business days",
        description = "Reckons with business days in workflows.",
        category = Category.OPERATIONS,
        publisher = "Archipel samples")
@NeedsPermission(resource = "workflow", actions = "provide", reason = "To offer the step to workflows.")
@Component(
        service = WorkflowStep.class,
        property = {
            WorkflowStep.TYPE + "=add-business-days",
            WorkflowStep.DESCRIPTION + "=Adds business days to the date in the input",
            WorkflowStep.CONFIG_SCHEMA + "=add-business-days.schema.json"
        })
public final class AddDaysStep implements WorkflowStep {
    @Override
    public ObjectNode run(ObjectNode config, ObjectNode input, String idempotencyKey) {
        LocalDate date = date(input.path("date").asText());
        for (int left = config.path("days").asInt(); left > 0; ) {
            date = date.plusDays(1);
            boolean free = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
            left -= free ? 0 : 1;
        }
        return JsonNodeFactory.instance.objectNode().put("date", date.toString());
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ValidationException("/date", "a date such as 2026-03-27 is needed");
        }
    }
}
