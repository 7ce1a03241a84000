package org.archipel.gateway.internal.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.ApiIntegration;
import org.archipel.gateway.internal.model.ApiIntegration.Operation;
import org.archipel.gateway.internal.model.ApiIntegration.Type;

/** The parameters of the query that an API takes, as far as its definition tells. */
final class QueryNames {
    private static final Pattern NAME = Pattern.compile("\\{query\\.([A-Za-z0-9_.-]+)}");

    private QueryNames() {}

    static Set<String> of(ApiDefinition definition) {
        Set<String> names = new TreeSet<>();
        for (ApiIntegration integration : definition.config().integrations()) {
            add(names, integration.endpoint());
            add(names, integration.recordId());
            for (Map.Entry<String, String> filter : integration.filters().entrySet()) {
                add(names, filter.getValue());
            }
            add(
                    names,
                    integration.variables() == null
                            ? null
                            : integration.variables().toString());
            if (integration.batch() != null && integration.batch().item() != null) {
                add(names, integration.batch().item().toString());
            }
            if (integration.type() == Type.DATABASE && integration.operation() == Operation.LIST) {
                names.add("limit");
                names.add("cursor");
            }
        }
        return names;
    }

    private static void add(Set<String> names, String template) {
        if (template != null) {
            Matcher matcher = NAME.matcher(template);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
    }
}
