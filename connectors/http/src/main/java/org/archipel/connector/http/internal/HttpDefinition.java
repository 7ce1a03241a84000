package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;

/** Makes the connector's definition of the documents beside this class. */
final class HttpDefinition {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HttpDefinition() {}

    static ConnectorDefinition make() {
        return new ConnectorDefinition(
                "http",
                "HTTP",
                "Any REST API that speaks JSON: authentication, pagination, extraction and writing by configuration.",
                IntegrationType.CUSTOM,
                "1.0.0",
                document("config.schema.json"),
                document("credentials.schema.json"),
                EnumSet.of(
                        Capability.TEST,
                        Capability.READ,
                        Capability.INCREMENTAL_READ,
                        Capability.WRITE,
                        Capability.DELETE,
                        Capability.OAUTH2,
                        Capability.ACTIONS,
                        Capability.SCHEMA_DISCOVERY),
                List.of(
                        new Operation(
                                RequestAction.GET,
                                "Gets what is at a path below the endpoint; changes nothing there.",
                                document("get.parameters.schema.json"),
                                document("request.result.schema.json"),
                                true),
                        new Operation(
                                RequestAction.NAME,
                                "Sends one request below the endpoint and gives its answer.",
                                document("request.parameters.schema.json"),
                                document("request.result.schema.json"),
                                false)),
                DataModel.empty(),
                text("icon.svg"));
    }

    private static ObjectNode document(String name) {
        try {
            return (ObjectNode) MAPPER.readTree(text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = HttpDefinition.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
