package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plaid's API of one item: accounts, the stream of transactions, and webhooks that are signed by ES256. */
public final class PlaidProvider extends EmulatedProvider {
    /** The client's id. */
    public static final String CLIENT_ID = "5f1c0000000000001234";

    /** The client's secret. */
    public static final String SECRET = "plaid-secret-1234567890";

    /** The item's token. */
    public static final String ACCESS_TOKEN = "access-sandbox-1234567890";

    private static final String KEY_ID = "key-1";

    private String status = "HISTORICAL_UPDATE_COMPLETE";
    private String webhook = "";
    private int keyRequests;
    private int fullReads;
    private String streamName = "c";
    private final List<Change> stream = new ArrayList<>();

    private final Rows transactions = new Rows("transaction_id");
    private final Rows accounts = new Rows("account_id");
    private final KeyPair keys;

    /** @param count transactions that it begins with */
    public PlaidProvider(int count) {
        for (int i = 1; i <= count; i++) {
            add("t" + i);
        }
        for (int i = 1; i <= 3; i++) {
            accounts.put(Json.object().put("account_id", "a" + i).put("name", "Checking " + i));
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** There are new transactions; the webhook goes into the queue. */
    public synchronized void tell(Instant time) {
        String body =
                "{\"webhook_type\":\"TRANSACTIONS\",\"webhook_code\":\"SYNC_UPDATES_AVAILABLE\",\"item_id\":\"item1\"}";
        webhooks().add(Map.of("Plaid-Verification", token(body, time)), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return webhook.isEmpty() ? List.of() : List.of(webhook);
    }

    @Override
    public synchronized void loseSubscriptions() {
        webhook = "";
    }

    /** How many times a key of webhooks was asked for. */
    public synchronized int keyRequests() {
        return keyRequests;
    }

    /** How far transactions are gathered. */
    public synchronized void status(String value) {
        status = value;
    }

    /** The bank takes a transaction back: the stream from its beginning does not hold it any more. */
    public synchronized void remove(String transaction) {
        transactions.remove(transaction);
        stream.add(new Change(Change.Kind.REMOVED, transaction));
    }

    /** The bank tells of another transaction. */
    public synchronized void add(String transaction) {
        transactions.put(Json.object()
                .put("transaction_id", transaction)
                .put("account_id", "a1")
                .put("amount", 10.5)
                .put("date", "2026-05-03"));
        stream.add(new Change(Change.Kind.ADDED, transaction));
    }

    /** The amount of a transaction becomes another one. */
    public synchronized void change(String transaction, double amount) {
        transactions.get(transaction).orElseThrow().put("amount", amount);
        stream.add(new Change(Change.Kind.MODIFIED, transaction));
    }

    /** How many times the stream was asked for from its beginning. */
    public synchronized int fullReads() {
        return fullReads;
    }

    /** No cursor that was given until now is known any more. */
    public synchronized void forgetCursors() {
        streamName = "d";
    }

    private String token(String body, Instant time) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            String header = encoded("{\"alg\":\"ES256\",\"kid\":\"" + KEY_ID + "\",\"typ\":\"JWT\"}");
            String claims = encoded("{\"iat\":" + time.getEpochSecond() + ",\"request_body_sha256\":\""
                    + HexFormat.of().formatHex(hash) + "\"}");
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    Reply answer(Exchange exchange) {
        boolean known = exchange.header("PLAID-CLIENT-ID")
                        .filter(CLIENT_ID::equals)
                        .isPresent()
                && exchange.header("PLAID-SECRET").filter(SECRET::equals).isPresent();
        if (!known) {
            return failure(400, "INVALID_INPUT", "INVALID_API_KEYS", "invalid client_id or secret provided");
        }
        ObjectNode request = exchange.json();
        if (exchange.path().equals("/webhook_verification_key/get")) {
            keyRequests++;
            return request.path("key_id").asText().equals(KEY_ID)
                    ? Reply.json(200, Json.object().set("key", key()))
                    : failure(400, "INVALID_INPUT", "INVALID_WEBHOOK_VERIFICATION_KEY_ID", "invalid key_id");
        }
        boolean open =
                exchange.path().startsWith("/institutions/") || exchange.path().startsWith("/link/");
        if (!open && !request.path("access_token").asText().equals(ACCESS_TOKEN)) {
            return failure(400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN", "could not find matching access token");
        }
        return switch (exchange.path()) {
            case "/item/get" ->
                Reply.json(
                        200,
                        Json.object()
                                .set(
                                        "item",
                                        Json.object().put("item_id", "item1").put("webhook", webhook)));
            case "/item/webhook/update" -> {
                webhook = request.path("webhook").isTextual()
                        ? request.path("webhook").textValue()
                        : "";
                yield Reply.json(
                        200,
                        Json.object()
                                .set(
                                        "item",
                                        Json.object().put("item_id", "item1").put("webhook", webhook)));
            }
            case "/accounts/get", "/accounts/balance/get" ->
                Reply.json(
                        200,
                        Json.object()
                                .set(
                                        "accounts",
                                        accounts.slice(row -> true, 0, 100).array()));
            case "/transactions/sync" -> sync(request);
            case "/transactions/refresh",
                    "/transactions/get",
                    "/auth/get",
                    "/identity/get",
                    "/institutions/get",
                    "/institutions/get_by_id",
                    "/link/token/create",
                    "/item/remove" -> Reply.json(200, Json.object().put("request_id", "r1"));
            default -> failure(404, "INVALID_REQUEST", "NOT_FOUND", "no such route");
        };
    }

    /** The stream from a position on. What was removed again is told of only to who has seen it. */
    private Reply sync(ObjectNode request) {
        String cursor = request.path("cursor").asText();
        if (cursor.isEmpty()) {
            fullReads++;
        } else if (!cursor.startsWith(streamName)) {
            return failure(400, "INVALID_INPUT", "INVALID_FIELD", "cursor not associated with access_token");
        }
        // Where this page begins, and where the read began that it is part of.
        String[] position = cursor.isEmpty()
                ? new String[] {"0"}
                : cursor.substring(streamName.length()).split("\\.");
        int from = Integer.parseInt(position[0]);
        int begin = Integer.parseInt(position[position.length - 1]);
        int to = Math.min(
                stream.size(), from + Math.min(500, request.path("count").asInt(100)));
        boolean more = to < stream.size();
        ObjectNode body = Json.object()
                .put("transactions_update_status", status)
                .put("has_more", more)
                .put("next_cursor", streamName + to + (more ? "." + begin : ""));
        ArrayNode added = body.putArray("added");
        ArrayNode modified = body.putArray("modified");
        ArrayNode removed = body.putArray("removed");
        for (Change change : stream.subList(from, to)) {
            Optional<ObjectNode> present = transactions.get(change.id());
            switch (change.kind()) {
                case ADDED -> present.ifPresent(added::add);
                case MODIFIED -> present.ifPresent(modified::add);
                case REMOVED -> {
                    if (stream.indexOf(new Change(Change.Kind.ADDED, change.id())) < begin) {
                        removed.addObject().put("transaction_id", change.id());
                    }
                }
            }
        }
        return Reply.json(200, body);
    }

    private record Change(Kind kind, String id) {
        private enum Kind {
            ADDED,
            MODIFIED,
            REMOVED
        }
    }

    private ObjectNode key() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ObjectNode json = Json.object()
                .put("alg", "ES256")
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("kid", KEY_ID)
                .putNull("expired_at");
        json.put(
                "x",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.getW().getAffineX().toByteArray()));
        return json.put(
                "y",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.getW().getAffineY().toByteArray()));
    }

    @Override
    Reply expired() {
        return failure(400, "ITEM_ERROR", "ITEM_LOGIN_REQUIRED", "the login details of this item have changed");
    }

    @Override
    Reply limited(int seconds) {
        return failure(429, "RATE_LIMIT_EXCEEDED", "TRANSACTIONS_SYNC_LIMIT", "rate limit exceeded");
    }

    @Override
    Reply broken(int status) {
        return failure(status, "API_ERROR", "INTERNAL_SERVER_ERROR", "an unexpected error occurred");
    }

    @Override
    ObjectNode error() {
        return Json.object()
                .put("error_type", "INVALID_REQUEST")
                .put("error_code", "MISSING_FIELDS")
                .put("error_message", "Something went wrong.");
    }

    private static Reply failure(int status, String type, String code, String message) {
        return Reply.json(
                status,
                Json.object().put("error_type", type).put("error_code", code).put("error_message", message));
    }
}
