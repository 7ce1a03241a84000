package org.archipel.connector.common.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.DataModel;

/**
 * Fields that an integration reads besides those of the provider's file, for providers that give only what is asked for. They are
 * configured as {@code "fields": {"contact": ["name", …]}}; in the file <code>${contact.fields}</code> stands for them.
 */
public final class MoreFields {
    private MoreFields() {}

    /** The settings of a session, one for each entity: the names, each after a comma. */
    public static Map<String, String> settings(Provider provider, ConnectorContext context) {
        Map<String, String> settings = new HashMap<>();
        for (DataModel.Entity entity : provider.definition().dataModel().entities()) {
            List<String> names = new ArrayList<>();
            context.config().path("fields").path(entity.name()).forEach(name -> names.add("," + name.asText()));
            settings.put(entity.name() + ".fields", String.join("", names));
        }
        return settings;
    }
}
