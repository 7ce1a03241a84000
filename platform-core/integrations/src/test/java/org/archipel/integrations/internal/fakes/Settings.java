package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.WebhookSettings;

/** Settings by the names of their members, as clients send them; what is not named takes its default. */
public final class Settings {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Settings() {}

    /** @param members names and values by turns */
    public static SyncSettings sync(Object... members) {
        return MAPPER.convertValue(named(members), SyncSettings.class);
    }

    /** @param members names and values by turns */
    public static IntegrationConfig config(Object... members) {
        return MAPPER.convertValue(named(members), IntegrationConfig.class);
    }

    /** @param members names and values by turns */
    public static WebhookSettings webhook(Object... members) {
        return MAPPER.convertValue(named(members), WebhookSettings.class);
    }

    private static Map<Object, Object> named(Object... members) {
        Map<Object, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            named.put(members[i], members[i + 1]);
        }
        return named;
    }
}
