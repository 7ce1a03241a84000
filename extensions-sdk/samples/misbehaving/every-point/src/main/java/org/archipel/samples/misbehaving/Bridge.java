package org.archipel.samples.misbehaving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.osgi.service.component.annotations.Component;

/** Connects to nothing, reads one parcel there, and has an action that says so. */
@Component(service = Connector.class)
public final class Bridge implements Connector {
    static final String ID = "org.archipel.samples.misbehaving.bridge";

    @Override
    public ConnectorDefinition definition() {
        return new ConnectorDefinition(
                ID,
                "Bridge to nowhere",
                "Connects to nothing.",
                IntegrationType.CUSTOM,
                "1.0.0",
                object(),
                object(),
                Set.of(Capability.TEST, Capability.READ, Capability.ACTIONS),
                List.of(new Operation("look", "Looks over the rail", object(), object(), true)),
                new DataModel(List.of(new DataModel.Entity("parcel", "Parcel", "id", List.of()))),
                "");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new ConnectorSession() {
            @Override
            public ConnectionTest test() {
                return new ConnectionTest(List.of());
            }

            @Override
            public ReadPage read(ReadRequest request) {
                var parcel = JsonNodeFactory.instance.objectNode().put("id", "1");
                return new ReadPage(List.of(SourceRecord.of("1", parcel)), Optional.empty(), false, Optional.empty());
            }

            @Override
            public JsonNode execute(String operation, ObjectNode parameters) {
                return JsonNodeFactory.instance.objectNode().put("seen", "nothing");
            }
        };
    }
}
