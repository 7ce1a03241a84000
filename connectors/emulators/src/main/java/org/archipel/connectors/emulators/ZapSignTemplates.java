package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.id;
import static org.archipel.connectors.emulators.ZapSignAnswers.message;
import static org.archipel.connectors.emulators.ZapSignAnswers.missing;
import static org.archipel.connectors.emulators.ZapSignAnswers.now;
import static org.archipel.connectors.emulators.ZapSignAnswers.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Templates of documents. */
final class ZapSignTemplates {
    private static final int TEMPLATES_A_PAGE = 20;

    private final Map<String, ObjectNode> templates = new LinkedHashMap<>();

    ZapSignTemplates() {
        for (int i = 1; i <= 30; i++) {
            String token = id();
            templates.put(
                    token,
                    Json.object()
                            .put("token", token)
                            .put("template_type", "docx")
                            .put("name", "Template " + i)
                            .put("active", true)
                            .put("last_update_at", now()));
        }
    }

    void routes(Router router) {
        router.on(
                        "GET",
                        "/templates/",
                        (exchange, values) -> page(exchange, new ArrayList<>(templates.values()), TEMPLATES_A_PAGE))
                .on(
                        "GET",
                        "/templates/{token}/",
                        (exchange, values) -> Optional.ofNullable(templates.get(values.get(0)))
                                .map(found -> Reply.json(200, found))
                                .orElseGet(ZapSignAnswers::missing))
                .on("POST", "/templates/create/", (exchange, values) -> createTemplate(exchange.json()))
                .on("PUT", "/templates/{token}/", (exchange, values) -> updateTemplate(values.get(0), exchange.json()))
                .on(
                        "DELETE",
                        "/templates/{token}/",
                        (exchange, values) -> templates.remove(values.get(0)) == null
                                ? missing()
                                : Reply.json(200, message("Modelo excluído com sucesso.")));
    }

    boolean has(String token) {
        return templates.containsKey(token);
    }

    private Reply createTemplate(ObjectNode request) {
        String token = id();
        ObjectNode template = request.deepCopy().put("token", token).put("last_update_at", now());
        templates.put(token, template);
        return Reply.json(200, template);
    }

    private Reply updateTemplate(String token, ObjectNode request) {
        ObjectNode template = templates.get(token);
        return template == null ? missing() : Reply.json(200, template.setAll(request));
    }
}
