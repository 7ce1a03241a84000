package org.archipel.sdk.processor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.archipel.sdk.ConsolePanel;
import org.archipel.sdk.DependsOn;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.Pricing;

/** Makes the descriptor of the annotations. */
final class DescriptorBuilder {
    private final Resources resources;

    DescriptorBuilder(Resources resources) {
        this.resources = resources;
    }

    /** All that the annotations of a project say. */
    record Said(
            Extension extension,
            List<NeedsPermission> needs,
            List<ConsolePanel> panels,
            Optional<Pricing> pricing,
            List<DependsOn> dependencies) {}

    ObjectNode build(Said said, String version) throws BadResourceException {
        Extension extension = said.extension();
        ObjectNode descriptor = JsonNodeFactory.instance
                .objectNode()
                .put("id", extension.id())
                .put("version", version)
                .put("name", extension.name())
                .put("description", extension.description())
                .put("category", extension.category().name())
                .put("publisher", extension.publisher())
                .put("platformRange", extension.platform());
        if (extension.tags().length > 0) {
            descriptor.set("tags", array(extension.tags()));
        }
        ArrayNode permissions = descriptor.putArray("permissions");
        said.needs().forEach(need -> permissions.add(request(need)));
        said.pricing().ifPresent(pricing -> descriptor.set("pricing", price(pricing)));
        if (!said.dependencies().isEmpty()) {
            ArrayNode others = descriptor.putArray("dependencies");
            said.dependencies().forEach(other -> others.add(dependency(other)));
        }
        if (!said.panels().isEmpty()) {
            ArrayNode pages = descriptor.putArray("panels");
            for (ConsolePanel panel : said.panels()) {
                resources.text(panel.entry());
                pages.add(page(panel));
            }
        }
        if (!extension.configSchema().isEmpty()) {
            descriptor.set("configSchema", resources.object(extension.configSchema()));
        }
        addText(descriptor, "documentation", extension.documentation());
        addText(descriptor, "changelog", extension.changelog());
        if (!extension.icon().isEmpty()) {
            resources.text(extension.icon());
            descriptor.put("icon", extension.icon());
        }
        if (extension.screenshots().length > 0) {
            descriptor.set("screenshots", array(extension.screenshots()));
        }
        return descriptor;
    }

    private void addText(ObjectNode descriptor, String field, String path) throws BadResourceException {
        if (!path.isEmpty()) {
            descriptor.put(field, resources.text(path));
        }
    }

    private static ObjectNode request(NeedsPermission need) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("resource", need.resource());
        request.set("actions", array(need.actions()));
        if (need.conditions().length > 0) {
            ArrayNode conditions = request.putArray("conditions");
            for (NeedsPermission.Condition condition : need.conditions()) {
                conditions.addObject().put("type", condition.type()).set("values", array(condition.values()));
            }
        }
        return request.put("required", need.required()).put("reason", need.reason());
    }

    private static ObjectNode price(Pricing pricing) {
        ObjectNode price = JsonNodeFactory.instance
                .objectNode()
                .put("model", pricing.model().name());
        if (!pricing.price().isEmpty()) {
            price.put("price", pricing.price());
        }
        if (!pricing.currency().isEmpty()) {
            price.put("currency", pricing.currency());
        }
        if (pricing.trialDays() != 0) {
            price.put("trialPeriodDays", pricing.trialDays());
        }
        if (pricing.freeCallsPerDay() != 0) {
            price.putObject("freeTier").put("callsPerDay", pricing.freeCallsPerDay());
        }
        return price;
    }

    private static ObjectNode dependency(DependsOn other) {
        ObjectNode dependency = JsonNodeFactory.instance.objectNode().put("id", other.id());
        return other.range().isEmpty() ? dependency : dependency.put("range", other.range());
    }

    private static ObjectNode page(ConsolePanel panel) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", panel.name())
                .put("title", panel.title())
                .put("slot", panel.slot())
                .put("entry", panel.entry());
    }

    private static ArrayNode array(String... values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(values).forEach(array::add);
        return array;
    }
}
