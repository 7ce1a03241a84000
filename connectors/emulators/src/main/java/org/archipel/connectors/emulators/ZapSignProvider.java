package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * ZapSign's API of documents, signers, templates, users and webhooks, as far as it is documented. Signing is done by {@link #sign}, as a
 * person would.
 */
public final class ZapSignProvider extends EmulatedProvider {
    /** The token that it knows. */
    public static final String TOKEN = "11111111-2222-3333-4444-555555555555";

    private static final int DOCUMENTS_A_PAGE = 25;
    private static final int TEMPLATES_A_PAGE = 20;

    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> templates = new LinkedHashMap<>();
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final Map<Integer, ObjectNode> hooks = new LinkedHashMap<>();
    private final Router router = new Router();
    private int creations;
    private int hookIds;

    /** @param count documents that it begins with, two signers each */
    public ZapSignProvider(int count) {
        routes();
        for (int i = 1; i <= count; i++) {
            ObjectNode request = Json.object().put("name", "Agreement " + i).put("url_pdf", "https://files.test/a.pdf");
            ArrayNode signers = request.putArray("signers");
            signers.addObject().put("name", "Ana " + i).put("email", "ana" + i + "@cli.test");
            signers.addObject().put("name", "Bia " + i).put("email", "bia" + i + "@cli.test");
            store(request);
        }
        creations = 0;
        users.put("ana@acme.test", user("ana@acme.test", "owner"));
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

    private void routes() {
        router.on("GET", "/info-plan/", (exchange, values) -> Reply.json(200, plan()))
                .on(
                        "GET",
                        "/users/",
                        (exchange, values) -> page(exchange, new ArrayList<>(users.values()), DOCUMENTS_A_PAGE))
                .on("POST", "/users/create-user", (exchange, values) -> createUser(exchange.json()))
                .on("DELETE", "/users/{email}/", (exchange, values) -> removeUser(values.get(0)))
                .on("GET", "/docs/", (exchange, values) -> list(exchange))
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
                        "/docs/{token}/add-signer/",
                        (exchange, values) -> addSigner(values.get(0), exchange.json()))
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
                .on("POST", "/refuse/by-user/", (exchange, values) -> refuseAsUser(exchange.json()))
                .on("POST", "/sign/", (exchange, values) -> signInBatch(exchange.json()))
                .on(
                        "GET",
                        "/signers/{token}/",
                        (exchange, values) -> signer(values.get(0), found -> Reply.json(200, found)))
                .on("POST", "/signers/{token}/", (exchange, values) -> updateSigner(values.get(0), exchange.json()))
                .on("DELETE", "/signer/{token}/remove/", (exchange, values) -> removeSigner(values.get(0)))
                .on(
                        "PUT",
                        "/reset-auth-attempts/{token}/",
                        (exchange, values) -> signer(values.get(0), found -> Reply.json(200, message("ok"))))
                .on(
                        "GET",
                        "/signer-verification-details/{token}/",
                        (exchange, values) -> signer(
                                values.get(0),
                                found -> Reply.json(200, Json.object().put("signer", values.get(0)))))
                .on("POST", "/validate-pdf-signature", (exchange, values) -> validate(exchange))
                .on(
                        "GET",
                        "/templates/",
                        (exchange, values) -> page(exchange, new ArrayList<>(templates.values()), TEMPLATES_A_PAGE))
                .on(
                        "GET",
                        "/templates/{token}/",
                        (exchange, values) -> Optional.ofNullable(templates.get(values.get(0)))
                                .map(found -> Reply.json(200, found))
                                .orElseGet(ZapSignProvider::missing))
                .on("POST", "/templates/create/", (exchange, values) -> createTemplate(exchange.json()))
                .on("PUT", "/templates/{token}/", (exchange, values) -> updateTemplate(values.get(0), exchange.json()))
                .on(
                        "DELETE",
                        "/templates/{token}/",
                        (exchange, values) -> templates.remove(values.get(0)) == null
                                ? missing()
                                : Reply.json(200, message("Modelo excluído com sucesso.")))
                .on("POST", "/user/company/webhook/", (exchange, values) -> register(exchange.json()))
                .on("POST", "/user/company/webhook/header/", (exchange, values) -> addHeaders(exchange.json()))
                .on("DELETE", "/user/company/webhook/delete/", (exchange, values) -> unregister(exchange.json()));
    }

    @Override
    Reply answer(Exchange exchange) {
        if (!exchange.bearer().equals(TOKEN)) {
            return expired();
        }
        return router.answer(exchange).orElseGet(ZapSignProvider::missing);
    }

    @Override
    Reply expired() {
        return Reply.json(401, detail("Authentication credentials were not provided."));
    }

    @Override
    Reply limited(int seconds) {
        return Reply.json(429, detail("Request was throttled. Expected available in " + seconds + " seconds."))
                .header("Retry-After", String.valueOf(seconds));
    }

    @Override
    ObjectNode error() {
        return detail("Something went wrong.");
    }

    /** How many documents were made by requests. */
    public synchronized int creations() {
        return creations;
    }

    /** The document with a name, as the detail shows it. */
    public synchronized ObjectNode named(String name) {
        return documents.values().stream()
                .filter(document -> document.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .deepCopy();
    }

    /** A person signs: the document's next signer who has not. Its webhooks go into the queue. */
    public synchronized void sign(String name) {
        ObjectNode document = documents.values().stream()
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        for (JsonNode node : document.path("signers")) {
            if (!node.path("status").asText().equals("signed")) {
                ObjectNode signer = ((ObjectNode) node).put("status", "signed").put("signed_at", now());
                document.put("last_update_at", now());
                if (document.path("signers").findValuesAsText("status").stream().allMatch("signed"::equals)) {
                    document.put("status", "signed");
                }
                notify("doc_signed", document, "signer_who_signed", signer);
                return;
            }
        }
    }

    private void notify(String event, ObjectNode document, String member, JsonNode value) {
        for (ObjectNode hook : hooks.values()) {
            String type = hook.path("type").asText();
            if (type.isEmpty() || type.equals(event)) {
                ObjectNode body = document.deepCopy().put("event_type", event);
                if (!member.isEmpty()) {
                    body.set(member, value);
                }
                Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
                hook.path("headers")
                        .forEach(header -> headers.put(
                                header.path("name").asText(),
                                header.path("value").asText()));
                webhooks().add(headers, Json.bytes(body));
            }
        }
    }

    private static ObjectNode plan() {
        return Json.object()
                .put("name", "API Pro")
                .put("number_of_credits", "250")
                .put("status", "paid")
                .put("period", "annual")
                .put("current_period_end", "31-12-2026");
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
            java.util.Collections.reverse(found);
        }
        return page(exchange, found, DOCUMENTS_A_PAGE);
    }

    private Reply page(Exchange exchange, List<ObjectNode> all, int size) {
        int page = exchange.number("page").orElse(1);
        int from = (page - 1) * size;
        if (page < 1 || from >= all.size() && page > 1) {
            return Reply.json(404, detail("Invalid page."));
        }
        ObjectNode body = Json.object().put("count", all.size());
        boolean more = from + size < all.size();
        String next = "http://api.zapsign.com.br" + exchange.path() + "?page=" + (page + 1);
        body.put("next", more ? next : null);
        body.put("previous", (String) null);
        ArrayNode results = body.putArray("results");
        all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()))
                .forEach(results::add);
        return Reply.json(200, body);
    }

    private Reply create(ObjectNode request) {
        if (!request.has("name")) {
            return Reply.json(400, required("name"));
        }
        if (!request.path("signers").isArray()) {
            return Reply.json(400, required("signers"));
        }
        ObjectNode document = store(request);
        notify("doc_created", document, "", document);
        return Reply.json(200, document);
    }

    private ObjectNode store(ObjectNode request) {
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
        request.path("signers").forEach(one -> signers.add(signer((ObjectNode) one)));
        document.putArray("extra_docs");
        document.putArray("answers");
        document.set("metadata", request.path("metadata").isArray() ? request.get("metadata") : Json.array());
        documents.put(token, document);
        return document;
    }

    private static ObjectNode signer(ObjectNode request) {
        String token = id();
        ObjectNode signer = request.deepCopy();
        return signer.put("token", token)
                .put("sign_url", "https://app.zapsign.com.br/verificar/" + token)
                .put("status", "new")
                .put("times_viewed", 0)
                .put("signed_at", (String) null);
    }

    private Reply fromTemplate(ObjectNode request) {
        if (!templates.containsKey(request.path("template_id").asText())) {
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

    private interface Found {
        Reply answer(ObjectNode found);
    }

    private Reply document(String token, Found found) {
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
            notify("doc_deleted", document, "", document);
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
        notify("doc_refused", document.deepCopy().put("status", "recusado"), "", document);
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
                notify("doc_signed", document, "signer_who_signed", document.at("/signers/0"));
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

    private Reply addSigner(String token, ObjectNode request) {
        return document(token, document -> {
            if (!request.has("name")) {
                return Reply.json(400, required("name"));
            }
            ObjectNode signer = signer(request);
            document.withArray("signers").add(signer);
            document.put("last_update_at", now());
            notify("created_signer", document, "created_signer", signer);
            return Reply.json(200, signer);
        });
    }

    private Reply signer(String token, Found found) {
        for (ObjectNode document : documents.values()) {
            for (JsonNode signer : document.path("signers")) {
                if (signer.path("token").asText().equals(token)) {
                    return found.answer((ObjectNode) signer);
                }
            }
        }
        return missing();
    }

    private Reply updateSigner(String token, ObjectNode request) {
        return signer(token, signer -> {
            if (signer.path("status").asText().equals("signed")) {
                return Reply.json(400, message("Signatário já assinou."));
            }
            signer.setAll(request);
            return Reply.json(200, signer);
        });
    }

    private Reply removeSigner(String token) {
        for (ObjectNode document : documents.values()) {
            ArrayNode signers = document.withArray("signers");
            for (int i = 0; i < signers.size(); i++) {
                if (signers.get(i).path("token").asText().equals(token)) {
                    if (signers.get(i).path("status").asText().equals("signed")) {
                        return Reply.json(
                                400, message("Não é possível remover um signatário que já assinou o documento"));
                    }
                    if (signers.size() == 1) {
                        return Reply.json(400, message("O documento precisa de um signatário"));
                    }
                    signers.remove(i);
                    return Reply.of(
                            200,
                            "text/plain; charset=utf-8",
                            "Signatário removido com sucesso.".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return missing();
    }

    private Reply signInBatch(ObjectNode request) {
        for (JsonNode token : request.path("signer_tokens")) {
            if (signer(token.asText(), found -> Reply.empty(200)).status() != 200) {
                return missing();
            }
        }
        return Reply.json(200, message("Documento(s) assinado(s) com sucesso."));
    }

    private static Reply validate(Exchange exchange) {
        boolean form = exchange.header("Content-Type").orElse("").startsWith("multipart/form-data; boundary=")
                && exchange.bodyText().contains("name=\"file\"");
        return form ? Reply.json(200, Json.object().put("valid", true)) : Reply.json(400, message("file missing"));
    }

    private Reply createUser(ObjectNode request) {
        String email = request.path("email").asText();
        if (email.isEmpty()) {
            return Reply.json(400, required("email"));
        }
        users.put(email, user(email, request.path("role").asText("member")));
        return Reply.json(200, message("Usuário criado com sucesso."));
    }

    private Reply removeUser(String email) {
        return users.remove(email) == null
                ? missing()
                : Reply.json(200, message("Usuário excluído da organização com sucesso."));
    }

    private static ObjectNode user(String email, String group) {
        ObjectNode user = Json.object()
                .put("first_name", "Ana")
                .put("last_name", "Lima")
                .put("email", email)
                .put("email_verified", true);
        user.putObject("user_group").put("name", group);
        return user;
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

    private Reply register(ObjectNode request) {
        if (!request.path("url").asText().startsWith("http")) {
            return Reply.json(400, required("url"));
        }
        int id = ++hookIds;
        hooks.put(id, request);
        return Reply.json(200, Json.object().put("id", id));
    }

    private Reply addHeaders(ObjectNode request) {
        ObjectNode hook = hooks.get(request.path("id").asInt());
        if (hook == null) {
            return missing();
        }
        request.path("headers").forEach(hook.withArray("headers")::add);
        return Reply.json(200, message("ok"));
    }

    private Reply unregister(ObjectNode request) {
        return hooks.remove(request.path("id").asInt()) == null
                ? missing()
                : Reply.of(200, "text/html", "Webhook deletado com sucesso".getBytes(StandardCharsets.UTF_8));
    }

    private static Reply missing() {
        return Reply.json(404, detail("Não encontrado."));
    }

    private static ObjectNode detail(String text) {
        return Json.object().put("detail", text);
    }

    private static ObjectNode message(String text) {
        return Json.object().put("message", text);
    }

    private static ObjectNode coded(String code, String text) {
        return Json.object().put("code", code).put("message", text);
    }

    private static ObjectNode required(String field) {
        ObjectNode body = Json.object();
        body.putArray(field).add("This field is required.");
        return body;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String now() {
        return Instant.now().toString();
    }
}
