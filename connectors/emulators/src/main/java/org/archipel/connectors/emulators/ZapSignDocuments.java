package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.PAGE;
import static org.archipel.connectors.emulators.ZapSignAnswers.coded;
import static org.archipel.connectors.emulators.ZapSignAnswers.detail;
import static org.archipel.connectors.emulators.ZapSignAnswers.id;
import static org.archipel.connectors.emulators.ZapSignAnswers.message;
import static org.archipel.connectors.emulators.ZapSignAnswers.missing;
import static org.archipel.connectors.emulators.ZapSignAnswers.now;
import static org.archipel.connectors.emulators.ZapSignAnswers.page;
import static org.archipel.connectors.emulators.ZapSignAnswers.required;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents to be signed. */
final class ZapSignDocuments {
    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();
    private final ZapSignTemplates templates;
    private final ZapSignHooks hooks;
    private int creations;

    ZapSignDocuments(ZapSignTemplates templates, ZapSignHooks hooks) {
        this.templates = templates;
        this.hooks = hooks;
    }

    /** What is done with what was found. */
    interface Found {
        Reply answer(ObjectNode found);
    }

    void routes(Router router) {
        router.on("GET", "/docs/", (exchange, values) -> list(exchange))
                .on("POST", "/docs/", (exchange, values) -> create(exchange.json()))
                .on("POST", "/docs/async/", (exchange, values) -> create(exchange.json()))
                .on("POST", "/models/create-doc/", (exchange, values) -> fromTemplate(exchange.json()))
                .on("POST", "/models/create-doc/async/", (exchange, values) -> fromTemplate(exchange.json()))
                .on("GET", "/docs/signer-log/{token}", (exchange, values) -> log(values.get(0)))
                .on(
                        "GET",
                        "/docs/{token}/",
                        (exchange, values) -> document(values.get(0), found -> Reply.json(200, found)))
                .on("PUT", "/docs/{token}/", (exchange, values) -> update(values.get(0), exchange.json()))
                .on("DELETE", "/docs/{token}/", (exchange, values) -> delete(values.get(0)))
                .on(
                        "POST",
                        "/docs/{token}/upload-extra-doc/",
                        (exchange, values) -> attach(values.get(0), exchange.json()))
                .on(
                        "POST",
                        "/models/{token}/upload-extra-doc/",
                        (exchange, values) -> attach(values.get(0), exchange.json()))
                .on("PUT", "/docs/{token}/document-display-order/", (exchange, values) -> done(values.get(0)))
                .on("POST", "/docs/{token}/place-signatures/", (exchange, values) -> done(values.get(0)))
                .on("POST", "/docs/{token}/resend-notifications-bulk/", (exchange, values) -> remind(values.get(0)))
                .on(
                        "POST",
                        "/docs/{token}/reprocess-doc/",
                        (exchange, values) -> reprocess(values.get(0), exchange.json()))
                .on("DELETE", "/signature-group/{token}/", (exchange, values) -> done(values.get(0)))
                .on("POST", "/refuse/", (exchange, values) -> refuse(exchange))
                .on("POST", "/refuse/by-user/", (exchange, values) -> refuseAsUser(exchange.json()));
    }

    /** How many were made since the last call of {@link #beginCount}. */
    int creations() {
        return creations;
    }

    void beginCount() {
        creations = 0;
    }

    Collection<ObjectNode> all() {
        return documents.values();
    }

    void shrink(int count) {
        List.copyOf(documents.keySet()).subList(0, count).forEach(documents::remove);
    }

    ObjectNode named(String name) {
        return documents.values().stream()
                .filter(document -> document.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Reply list(Exchange exchange) {
        Map<String, String> query = exchange.query();
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode document : documents.values()) {
            boolean wanted = query.getOrDefault(
                                    "status", document.path("status").asText())
                            .equals(document.path("status").asText())
                    && query.getOrDefault("deleted", document.path("deleted").asText())
                            .equals(document.path("deleted").asText());
            if (wanted) {
                ObjectNode item = document.deepCopy();
                item.retain(
                        "open_id",
                        "token",
                        "status",
                        "name",
                        "original_file",
                        "signed_file",
                        "created_at",
                        "last_update_at");
                found.add(item);
            }
        }
        if (!"asc".equals(query.get("sort_order"))) {
            Collections.reverse(found);
        }
        return page(exchange, found, PAGE);
    }

    private Reply create(ObjectNode request) {
        if (!request.has("name")) {
            return Reply.json(400, required("name"));
        }
        if (!request.path("signers").isArray()) {
            return Reply.json(400, required("signers"));
        }
        ObjectNode document = store(request);
        hooks.tell("doc_created", document, "", document);
        return Reply.json(200, document);
    }

    ObjectNode store(ObjectNode request) {
        creations++;
        String token = id();
        ObjectNode document = Json.object()
                .put("open_id", documents.size() + 1)
                .put("token", token)
                .put("status", "pending")
                .put("name", request.path("name").asText())
                .put("external_id", request.path("external_id").asText())
                .put("folder_path", request.path("folder_path").asText("/"))
                .put("lang", request.path("lang").asText("pt-br"))
                .put("original_file", "https://zapsign.s3.amazonaws.com/" + token + "/orig.pdf")
                .put("signed_file", (String) null)
                .put("created_through", "api")
                .put("deleted", false)
                .put("deleted_at", (String) null)
                .put("created_at", now())
                .put("last_update_at", now());
        ArrayNode signers = document.putArray("signers");
        request.path("signers").forEach(one -> signers.add(ZapSignSigners.signer((ObjectNode) one)));
        document.putArray("extra_docs");
        document.putArray("answers");
        document.set("metadata", request.path("metadata").isArray() ? request.get("metadata") : Json.array());
        documents.put(token, document);
        return document;
    }

    private Reply fromTemplate(ObjectNode request) {
        if (!templates.has(request.path("template_id").asText())) {
            return missing();
        }
        ObjectNode draft = Json.object().put("name", request.path("name").asText("From template"));
        draft.putArray("signers")
                .addObject()
                .put("name", request.path("signer_name").asText());
        ObjectNode document = store(draft);
        request.path("data")
                .forEach(one -> document.withArray("answers")
                        .addObject()
                        .put("variable", one.path("de").asText())
                        .put("value", one.path("para").asText()));
        return Reply.json(200, document);
    }

    Reply document(String token, Found found) {
        ObjectNode document = documents.get(token);
        return document == null ? missing() : found.answer(document);
    }

    private Reply done(String token) {
        return document(token, document -> Reply.json(200, message("ok")));
    }

    private Reply update(String token, ObjectNode request) {
        return document(token, document -> {
            if (!document.path("status").asText().equals("pending")) {
                return Reply.json(400, message("O documento não está em andamento."));
            }
            for (String field : List.of("name", "date_limit_to_sign", "folder_path")) {
                if (request.has(field)) {
                    document.set(field, request.get(field));
                }
            }
            document.put("last_update_at", now());
            return Reply.json(200, message("Documento atualizado corretamente"));
        });
    }

    private Reply delete(String token) {
        return document(token, document -> {
            document.put("deleted", true).put("deleted_at", now()).put("last_update_at", now());
            hooks.tell("doc_deleted", document, "", document);
            return Reply.json(200, document);
        });
    }

    private Reply refuse(Exchange exchange) {
        ObjectNode request = exchange.json();
        if (exchange.header("User-Agent").isEmpty()) {
            return Reply.json(403, detail("User-Agent missing"));
        }
        if (request.path("doc_token").asText().isEmpty()) {
            return Reply.json(400, coded("missing_doc_token", "doc_token is required"));
        }
        if (request.path("rejected_reason").asText().isEmpty()) {
            return Reply.json(400, coded("missing_rejected_reason", "rejected_reason is required"));
        }
        ObjectNode document = documents.get(request.path("doc_token").asText());
        if (document == null) {
            return Reply.json(404, coded("document_not_found", "not found"));
        }
        String status = document.path("status").asText();
        if (!status.equals("pending")) {
            return Reply.json(403, coded("document_already_" + status, "The document is " + status));
        }
        document.put("status", "refused")
                .put("rejected_reason", request.path("rejected_reason").asText())
                .put("last_update_at", now());
        hooks.tell("doc_refused", document.deepCopy().put("status", "recusado"), "", document);
        return Reply.json(200, message("Documento cancelado com sucesso!"));
    }

    private Reply refuseAsUser(ObjectNode request) {
        return document(
                request.path("doc_token").asText(),
                document ->
                        Reply.json(403, Json.object().put("error", "A reprovação deste documento não é permitida.")));
    }

    private Reply attach(String token, ObjectNode request) {
        return document(token, document -> {
            ArrayNode extras = document.withArray("extra_docs");
            if (extras.size() >= 14) {
                return Reply.json(400, message("too many attachments"));
            }
            ObjectNode extra = extras.addObject()
                    .put("open_id", extras.size())
                    .put("token", id())
                    .put("name", request.path("name").asText("attachment"))
                    .put("original_file", "https://zapsign.s3.amazonaws.com/x.pdf")
                    .put("signed_file", (String) null);
            return Reply.json(200, extra);
        });
    }

    private Reply remind(String token) {
        return document(token, document -> {
            if (!document.path("status").asText().equals("pending")) {
                return Reply.json(400, coded("document_not_in_progress", "not in progress"));
            }
            if (document.has("reminded")) {
                return Reply.json(429, coded("cooldown_period", "wait 30 minutes"));
            }
            document.put("reminded", true);
            int count = document.path("signers").size();
            return Reply.json(
                    200,
                    Json.object()
                            .put("success", true)
                            .put("total_signers", count)
                            .put("sent_count", count)
                            .put("failed_count", 0));
        });
    }

    private Reply reprocess(String token, ObjectNode request) {
        return document(token, document -> {
            if (request.path("send_webhook").asBoolean()) {
                hooks.tell("doc_signed", document, "signer_who_signed", document.at("/signers/0"));
            }
            return Reply.json(200, message("ok"));
        });
    }

    private Reply log(String token) {
        return document(token, document -> {
            ArrayNode entries = Json.array();
            entries.addObject()
                    .put("time", "2026-05-04 17:44:32.117577+00:00")
                    .put("user", "ana@acme.test")
                    .put("event", "created")
                    .put("description", "Document created");
            return Reply.json(200, entries);
        });
    }
}
