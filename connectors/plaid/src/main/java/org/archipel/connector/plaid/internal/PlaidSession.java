package org.archipel.connector.plaid.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Remote;

/**
 * A session with one item, the connection to a bank. Its access token goes in the body of requests, and transactions come as a stream of
 * changes.
 */
final class PlaidSession extends ProviderSession {
    private static final int MOST = 500;
    private static final Set<String> WITHOUT_ITEM = Set.of("listInstitutions", "getInstitution", "createLinkToken");

    private final WebhookKeys keys = new WebhookKeys(this::key);

    PlaidSession(Provider provider, ConnectorContext context) {
        super(
                provider,
                context,
                Map.of("PLAID-CLIENT-ID", context.config().path("clientId").asText(), "Plaid-Version", "2020-09-14"),
                Map.of());
    }

    private ObjectNode withToken(ObjectNode body) {
        String token = context()
                .credential("accessToken")
                .orElseThrow(() ->
                        new ValidationException("/credentials/accessToken", "the item's access token is missing"));
        return body.put("access_token", token);
    }

    private JsonNode ask(String path, ObjectNode body) {
        return remote().ask("POST", remote().address(path, Map.of()), Map.of(), Remote.bytes(withToken(body)))
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    @Override
    public ConnectionTest test() {
        return new ConnectionProbe(
                        remote(),
                        () -> remote().send(
                                        "POST",
                                        remote().address("/item/get", Map.of()),
                                        Map.of(),
                                        Remote.bytes(withToken(JsonNodeFactory.instance.objectNode()))),
                        this::look)
                .run();
    }

    private String look(HttpResponse response) {
        return remote().document(response)
                .map(document -> document.at("/item/item_id").asText())
                .filter(id -> !id.isEmpty())
                .map(id -> "connected with item " + id)
                .orElseThrow(() -> new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer names no item", false));
    }

    @Override
    public ReadPage read(ReadRequest request) {
        return request.entity().equals("transaction") ? transactions(request) : accounts(request);
    }

    private ReadPage accounts(ReadRequest request) {
        JsonNode accounts =
                ask("/accounts/get", JsonNodeFactory.instance.objectNode()).path("accounts");
        requireArray(accounts);
        int from = request.cursor().map(JsonNode::asInt).orElse(0);
        int to = Math.min(accounts.size(), from + request.limit());
        List<SourceRecord> records = new ArrayList<>();
        for (int i = Math.max(0, from); i < to; i++) {
            records.add(record(accounts.get(i), "account_id"));
        }
        boolean more = to < accounts.size();
        return new ReadPage(
                records,
                more ? Optional.of(JsonNodeFactory.instance.numberNode(to)) : Optional.empty(),
                more,
                Optional.of((long) accounts.size()),
                true,
                true,
                // All of them are given, also where changes alone were asked for.
                Optional.of(List.of()));
    }

    /**
     * What was added, changed and removed since the cursor; the last page tells the one to go on from another time. When the stream changes
     * while it is read, the read begins anew where it began.
     */
    private ReadPage transactions(ReadRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", Math.min(MOST, request.limit()));
        request.cursor().ifPresent(cursor -> body.put("cursor", cursor.asText()));
        JsonNode page = ask("/transactions/sync", body);
        requireArray(page.path("added"));
        List<SourceRecord> records = new ArrayList<>();
        page.path("added").forEach(item -> records.add(record(item, "transaction_id")));
        page.path("modified").forEach(item -> records.add(record(item, "transaction_id")));
        page.path("removed")
                .forEach(item -> records.add(new SourceRecord(
                        item.path("transaction_id").asText(),
                        JsonNodeFactory.instance.objectNode(),
                        Optional.empty(),
                        true)));
        boolean more = page.path("has_more").asBoolean();
        String next = page.path("next_cursor").asText();
        if (more
                && (next.isEmpty()
                        || request.cursor()
                                .map(cursor -> cursor.asText().equals(next))
                                .orElse(false))) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the next cursor is missing or the present one", false);
        }
        // From its beginning the stream gives every transaction, once Plaid has gathered them all.
        boolean complete = page.path("transactions_update_status").asText().equals("HISTORICAL_UPDATE_COMPLETE");
        ReadPage read = new ReadPage(
                records,
                more ? Optional.of(TextNode.valueOf(next)) : Optional.empty(),
                more,
                Optional.empty(),
                false,
                complete);
        // There is none while Plaid still gathers the first transactions.
        return more || next.isEmpty() ? read : read.bookmarked(TextNode.valueOf(next));
    }

    private static void requireArray(JsonNode node) {
        if (!node.isArray()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "expected an array of records in the answer", false);
        }
    }

    private static SourceRecord record(JsonNode node, String idField) {
        return node instanceof ObjectNode data
                ? SourceRecord.of(data.path(idField).asText(), data)
                : SourceRecord.of("", JsonNodeFactory.instance.objectNode().set("value", node));
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        return super.execute(
                operation, WITHOUT_ITEM.contains(operation) ? parameters : withToken(parameters.deepCopy()));
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new ItemWebhook(this::ask);
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String proof = delivered.header("Plaid-Verification");
        Instant now = context().clock().instant();
        Optional<String> refusal = new WebhookToken(proof).refusal(delivered.body(), now, id -> keys.key(id, now));
        if (refusal.isPresent()) {
            return Delivered.refused(refusal.get());
        }
        JsonNode body = delivered.json();
        String event = body.path("webhook_type").asText() + "."
                + body.path("webhook_code").asText();
        // The content of one is that of the next: what tells them apart is the token, which holds the time.
        return delivered.genuine(
                Signatures.digest(proof.getBytes(StandardCharsets.US_ASCII)),
                body.path("item_id").asText(),
                event);
    }

    private JsonNode key(String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("key_id", id);
        return remote().ask(
                        "POST",
                        remote().address("/webhook_verification_key/get", Map.of()),
                        Map.of(),
                        Remote.bytes(body))
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode)
                .path("key");
    }
}
