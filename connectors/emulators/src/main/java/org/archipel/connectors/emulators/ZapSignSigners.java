package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.ZapSignAnswers.id;
import static org.archipel.connectors.emulators.ZapSignAnswers.message;
import static org.archipel.connectors.emulators.ZapSignAnswers.missing;
import static org.archipel.connectors.emulators.ZapSignAnswers.now;
import static org.archipel.connectors.emulators.ZapSignAnswers.required;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Who signs documents. */
final class ZapSignSigners {
    private final ZapSignDocuments documents;
    private final ZapSignHooks hooks;

    ZapSignSigners(ZapSignDocuments documents, ZapSignHooks hooks) {
        this.documents = documents;
        this.hooks = hooks;
    }

    void routes(Router router) {
        router.on("POST", "/docs/{token}/add-signer/", (exchange, values) -> addSigner(values.get(0), exchange.json()))
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
                .on("POST", "/validate-pdf-signature", (exchange, values) -> validate(exchange));
    }

    /** A person signs: the document's next signer who has not. Its webhooks go into the queue. */
    void sign(String name) {
        ObjectNode document = documents.named(name);
        for (JsonNode node : document.path("signers")) {
            if (!node.path("status").asText().equals("signed")) {
                ObjectNode signer = ((ObjectNode) node).put("status", "signed").put("signed_at", now());
                document.put("last_update_at", now());
                if (document.path("signers").findValuesAsText("status").stream().allMatch("signed"::equals)) {
                    document.put("status", "signed");
                }
                hooks.tell("doc_signed", document, "signer_who_signed", signer);
                return;
            }
        }
    }

    static ObjectNode signer(ObjectNode request) {
        String token = id();
        ObjectNode signer = request.deepCopy();
        return signer.put("token", token)
                .put("sign_url", "https://app.zapsign.com.br/verificar/" + token)
                .put("status", "new")
                .put("times_viewed", 0)
                .put("signed_at", (String) null);
    }

    private Reply addSigner(String token, ObjectNode request) {
        return documents.document(token, document -> {
            if (!request.has("name")) {
                return Reply.json(400, required("name"));
            }
            ObjectNode signer = signer(request);
            document.withArray("signers").add(signer);
            document.put("last_update_at", now());
            hooks.tell("created_signer", document, "created_signer", signer);
            return Reply.json(200, signer);
        });
    }

    private Reply signer(String token, ZapSignDocuments.Found found) {
        for (ObjectNode document : documents.all()) {
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
        for (ObjectNode document : documents.all()) {
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
}
