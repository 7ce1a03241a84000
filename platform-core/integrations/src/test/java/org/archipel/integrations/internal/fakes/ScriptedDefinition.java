package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;

/** What the scripted connector says of itself. */
final class ScriptedDefinition {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ScriptedDefinition() {}

    static ConnectorDefinition of(RemoteEntities entities) {
        return new ConnectorDefinition(
                ScriptedConnector.ID,
                "Scripted",
                "Does as it is told",
                IntegrationType.CRM,
                "1.0.0",
                configSchema(entities),
                json("{\"type\":\"object\",\"required\":[\"token\"],\"properties\":{\"token\":{\"type\":\"string\","
                        + "\"writeOnly\":true}}}"),
                capabilities(
                        entities,
                        Capability.READ,
                        Capability.INCREMENTAL_READ,
                        Capability.WRITE,
                        Capability.DELETE,
                        Capability.TEST,
                        Capability.WEBHOOK_SUBSCRIPTIONS,
                        Capability.ACTIONS),
                List.of(new Operation(
                        "echo",
                        "Says it again",
                        json(
                                "{\"type\":\"object\",\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":\"string\"}}}"),
                        json("{}"),
                        true)),
                entities.known(),
                "");
    }

    private static ObjectNode configSchema(RemoteEntities entities) {
        ObjectNode schema = json("{\"type\":\"object\",\"required\":[\"region\"],\"additionalProperties\":false,"
                + "\"properties\":{\"region\":{\"type\":\"string\"},\"depth\":{\"type\":\"integer\"}}}");
        if (entities.leftToIntegrations()) {
            schema.withObject("/$defs/entity")
                    .put("type", "object")
                    .putArray("required")
                    .add("name");
            schema.withObject("/properties/entities")
                    .put("type", "array")
                    .putObject("items")
                    .put("$ref", "#/$defs/entity");
        }
        return schema;
    }

    private static Set<Capability> capabilities(RemoteEntities entities, Capability... always) {
        Set<Capability> all = EnumSet.copyOf(List.of(always));
        if (entities.discoverable()) {
            all.add(Capability.SCHEMA_DISCOVERY);
        }
        return all;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
