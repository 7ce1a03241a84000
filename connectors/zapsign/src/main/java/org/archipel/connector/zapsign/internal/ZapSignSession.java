package org.archipel.connector.zapsign.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;

/**
 * A session with ZapSign. Signers have no listing of their own: they come with their documents. Webhooks are not signed: a secret in a
 * header, given when they are registered, is all that proves them.
 */
final class ZapSignSession extends ProviderSession {
    private static final String DOCUMENT = "document";
    private static final String SIGNER = "signer";
    private static final int SEARCHED_PAGES = 4;

    /** So many are read at a time, so that a sync is not out of reach for long. */
    private static final int MOST_EMPTY_PAGES = 40;

    /** How old a list may be that ZapSign answers with. */
    private static final Duration LIST_AGE = Duration.ofMinutes(60);

    ZapSignSession(Provider provider, ConnectorContext context) {
        super(provider, context);
    }

    /** A list may be of an hour ago: what changed since then is told by the next one only, so changes are asked for from before it. */
    @Override
    public ReadPage read(ReadRequest request) {
        Optional<Instant> since = request.modifiedSince().map(time -> time.minus(LIST_AGE));
        if (!request.entity().equals(SIGNER)) {
            return super.read(new ReadRequest(request.entity(), request.cursor(), request.limit(), since));
        }
        return signers(request, since);
    }

    /** Most documents did not change, and so many pages have no signers: these are passed over. */
    private ReadPage signers(ReadRequest request, Optional<Instant> since) {
        List<SourceRecord> signers = new ArrayList<>();
        Optional<JsonNode> cursor = request.cursor();
        ReadPage page;
        int pages = 0;
        do {
            page = super.read(new ReadRequest(DOCUMENT, cursor, request.limit(), since));
            page.records().stream()
                    .filter(document -> !document.deleted())
                    .forEach(document -> addSigners(document, signers));
            cursor = page.nextCursor();
        } while (signers.isEmpty() && page.hasMore() && ++pages < MOST_EMPTY_PAGES);
        return new ReadPage(signers, cursor, page.hasMore(), Optional.empty(), page.resumable(), page.complete());
    }

    private static void addSigners(SourceRecord document, List<SourceRecord> signers) {
        for (JsonNode node : document.data().path("signers")) {
            if (node instanceof ObjectNode signer) {
                ObjectNode data = signer.deepCopy();
                data.put("document_token", document.externalId());
                data.set("document_name", document.data().path("name"));
                data.set("last_update_at", document.data().path("last_update_at"));
                String token = signer.path("token").asText();
                signers.add(new SourceRecord(token, data, document.modifiedAt(), false));
            }
        }
    }

    /**
     * A document is found by its external id among the latest. One that is not found may be there all the same, since the list may be an
     * hour old: it waits for a person, or until it is read.
     */
    @Override
    public List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        if (!entity.equals(DOCUMENT)) {
            return super.locate(entity, records);
        }
        List<JsonNode> latest = latest();
        return records.stream()
                .map(record -> {
                    String id = record.data().path("external_id").asText(record.idempotencyKey());
                    return latest.stream()
                            .filter(document ->
                                    document.path("external_id").asText().equals(id))
                            .map(document -> document.path("token").asText())
                            .findFirst();
                })
                .toList();
    }

    private List<JsonNode> latest() {
        List<JsonNode> documents = new ArrayList<>();
        for (int page = 1; page <= SEARCHED_PAGES; page++) {
            URI address = remote().address("/docs/", Map.of("sort_order", "desc", "page", String.valueOf(page)));
            JsonNode list = remote().get(address, Map.of()).document().orElseThrow();
            list.path("results")
                    .forEach(item -> remote().get(
                                    remote().address(
                                                    "/docs/"
                                                            + item.path("token").asText() + "/",
                                                    Map.of()),
                                    Map.of())
                            .document()
                            .ifPresent(documents::add));
            if (!list.path("next").isTextual()) {
                return documents;
            }
        }
        return documents;
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        return switch (operation) {
            case "registerWebhook" -> super.execute(operation, withSecret(parameters));
            case "validateSignature" -> new PdfUpload(remote()).validate(parameters);
            default -> super.execute(operation, parameters);
        };
    }

    private ObjectNode withSecret(ObjectNode parameters) {
        String secret = context()
                .credential("webhookSecret")
                .orElseThrow(() -> new ValidationException("/credentials/webhookSecret", "webhooks need a secret"));
        ObjectNode all = parameters.deepCopy();
        all.putArray("headers").addObject().put("name", header()).put("value", secret);
        return all;
    }

    private String header() {
        return context().config().path("webhookHeader").asText("X-Webhook-Secret");
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new DocumentWebhooks(remote(), header());
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String given = delivered.header(header());
        boolean good = false;
        for (String field : List.of("webhookSecret", "webhookSecretPrevious")) {
            good |= Signatures.same(context().credential(field).orElse(""), given);
        }
        if (!good) {
            return Delivered.refused("the header " + header() + " does not hold the secret");
        }
        JsonNode event = delivered.json();
        if (!event.isObject()) {
            return Delivered.refused("the content is no JSON object");
        }
        String type = event.path("event_type").asText();
        String token = event.path("token").asText();
        WebhookVerdict verdict = delivered.genuine(id(event), token, type);
        if (token.isEmpty()) {
            return verdict;
        }
        // Of all events that of an e-mail alone is about a signer, whose token it has.
        return verdict.about(
                type.equals("email_bounce")
                        ? List.of(new ChangedRecord(SIGNER, token))
                        : changed(token, event.path("signers")));
    }

    private static List<ChangedRecord> changed(String document, JsonNode signers) {
        List<ChangedRecord> changed = new ArrayList<>(List.of(new ChangedRecord(DOCUMENT, document)));
        signers.forEach(signer ->
                changed.add(new ChangedRecord(SIGNER, signer.path("token").asText())));
        return changed;
    }

    /** ZapSign gives deliveries no id: one is made of what tells events apart. */
    private String id(JsonNode event) {
        List<String> parts = new ArrayList<>();
        parts.add(event.path("event_type").asText());
        parts.add(event.path("token").asText());
        for (String member : List.of(
                "signer_who_signed",
                "signer_who_viewed",
                "signer_who_read",
                "created_signer",
                "unauthenticated_signer")) {
            JsonNode signer = event.path(member);
            if (signer.isObject()) {
                parts.add(signer.path("token").asText() + "/"
                        + signer.path("signed_at")
                                .asText(signer.path("sent_at")
                                        .asText(signer.path("times_viewed").asText())));
            }
        }
        // A wrong answer, and a day that passes, change nothing of the document.
        parts.add(event.at("/unauthenticated_signer/attempts_used").asText());
        if (event.path("event_type").asText().equals("doc_expiration_alert")) {
            parts.add(context().clock().instant().toString().substring(0, 10));
        }
        JsonNode time = event.path("last_update_at");
        return time.isMissingNode() ? "" : String.join("|", parts) + "|" + time.asText();
    }
}
