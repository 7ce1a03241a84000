package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.RdStationAnswers.changed;
import static org.archipel.connectors.emulators.RdStationAnswers.id;
import static org.archipel.connectors.emulators.RdStationAnswers.list;
import static org.archipel.connectors.emulators.RdStationAnswers.removed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields of contacts. */
final class RdStationFields {
    private final Map<String, ObjectNode> fields = new LinkedHashMap<>();

    RdStationFields() {
        ObjectNode field = Json.object()
                .put("uuid", id())
                .put("api_identifier", "cf_segmento")
                .put("custom_field", true);
        field.put("data_type", "STRING").putObject("label").put("pt-BR", "Segmento");
        fields.put(field.path("uuid").asText(), field);
    }

    void routes(Router router) {
        router.on("GET", "/platform/contacts/fields", (exchange, values) -> Reply.json(200, list("fields", fields)))
                .on("POST", "/platform/contacts/fields", (exchange, values) -> createField(exchange.json()))
                .on(
                        "PATCH",
                        "/platform/contacts/fields/{uuid}",
                        (exchange, values) -> changed(fields, values.get(0), exchange.json()))
                .on("DELETE", "/platform/contacts/fields/{uuid}", (exchange, values) -> removed(fields, values.get(0)));
    }

    private Reply createField(ObjectNode request) {
        if (!request.path("api_identifier").asText().matches("cf_[a-z0-9_]+")) {
            ObjectNode body = Json.object();
            body.putObject("errors")
                    .putArray("api_identifier")
                    .addObject()
                    .put("error_type", "INVALID")
                    .put("error_message", "Must begin with cf_.");
            return Reply.json(422, body);
        }
        ObjectNode field = request.deepCopy().put("uuid", id());
        fields.put(field.path("uuid").asText(), field);
        return Reply.json(200, field);
    }
}
