package org.archipel.samples.placeinsights;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.archipel.api.extension.ConfigMigration;
import org.osgi.service.component.annotations.Component;

/** Version 1.1 writes the age of counts as a duration, where 1.0 had a number of seconds. */
@Component(service = ConfigMigration.class)
public final class MaxAgeMigration implements ConfigMigration {
    @Override
    public ObjectNode migrate(String fromVersion, ObjectNode config) {
        ObjectNode migrated = JsonNodeFactory.instance.objectNode();
        if (config.has("refreshSeconds")) {
            migrated.put(
                    "maxAge",
                    Duration.ofSeconds(config.path("refreshSeconds").asLong()).toString());
        } else if (config.has("maxAge")) {
            migrated.set("maxAge", config.get("maxAge"));
        }
        return migrated;
    }
}
