package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of OAuth2 (RFC 6749) with PKCE (RFC 7636), strict as the good ones are: a code serves once and only its requester, and
 * a refresh token that is sent a second time ends the whole connection.
 *
 * <p>{@code GET /authorize} consents at once and redirects; {@code POST /token}; {@code POST /revoke} (RFC 7009); {@code GET /me}
 * answers who holds a good token. Thread-safe.
 */
public final class OAuthProvider implements AutoCloseable {
    /** The client that it knows. */
    public static final String CLIENT_ID = "archipel-client";

    /** The client's secret. */
    public static final String CLIENT_SECRET = "archipel-secret-123";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Clock clock;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Instant> accessTokens = new ConcurrentHashMap<>();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private final Set<String> spent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger replays = new AtomicInteger();
    private final AtomicInteger revocations = new AtomicInteger();
    private volatile int lifeSeconds = 3600;
    private volatile boolean rotating = true;
    private volatile boolean refusing;
    private volatile boolean tellsScopes = true;
    private volatile int failing;
    private volatile long delayMs;

    private record Code(String redirectUri, String challenge) {}

    private OAuthProvider(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one on the loopback interface. */
    public static OAuthProvider start() throws IOException {
        return new OAuthProvider(Clock.systemUTC());
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How long access tokens live from now on. */
    public void lifeSeconds(int seconds) {
        lifeSeconds = seconds;
    }

    /** Whether each refresh gives a new refresh token and spends the old one. */
    public void rotating(boolean on) {
        rotating = on;
    }

    /** Whether every refresh is refused from now on, as after a person withdrew consent. */
    public void refusing(boolean on) {
        refusing = on;
    }

    /** Leaves the scopes out of its answers from now on. */
    public void tellingNoScopes() {
        tellsScopes = false;
    }

    /** The status that the token endpoint answers to everything; 0 for its normal work. */
    public void failing(int status) {
        failing = status;
    }

    /** How long a refresh takes. */
    public void delay(long milliseconds) {
        delayMs = milliseconds;
    }

    /** Ends all access tokens at once, before their time. */
    public void endAccessTokens() {
        accessTokens.clear();
    }

    /** How many refreshes succeeded. */
    public int refreshes() {
        return refreshes.get();
    }

    /** How often a spent refresh token came again. */
    public int replays() {
        return replays.get();
    }

    /** How many tokens were revoked. */
    public int revocations() {
        return revocations.get();
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            Exchange exchange = new Exchange(http);
            exchange.send(
                    switch (exchange.path()) {
                        case "/authorize" -> authorize(exchange);
                        case "/token" -> token(exchange);
                        case "/revoke" -> revoke(exchange);
                        case "/revoke-itself" -> revokeItself(exchange);
                        case "/me" -> me(exchange);
                        default -> Reply.problem(404, "no such resource");
                    });
        }
    }

    private Reply authorize(Exchange exchange) {
        Map<String, String> query = exchange.query();
        if (!CLIENT_ID.equals(query.get("client_id")) || !"code".equals(query.get("response_type"))) {
            return Reply.problem(400, "unknown client or response type");
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, new Code(query.get("redirect_uri"), query.getOrDefault("code_challenge", "")));
        String target = query.get("redirect_uri") + "?"
                + Urls.query(Map.of("code", code, "state", query.getOrDefault("state", "")));
        return Reply.empty(302).header("Location", target);
    }

    private Reply token(Exchange exchange) {
        if (failing != 0) {
            return Reply.problem(failing, "down");
        }
        Map<String, String> form = Urls.parameters(exchange.bodyText());
        if (!knows(exchange, form)) {
            return error(401, "invalid_client");
        }
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> exchange(form);
            case "refresh_token" -> refresh(form);
            default -> error(400, "unsupported_grant_type");
        };
    }

    private static boolean knows(Exchange exchange, Map<String, String> form) {
        byte[] pair = (CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair);
        return exchange.header("Authorization").filter(basic::equals).isPresent()
                || CLIENT_ID.equals(form.get("client_id")) && CLIENT_SECRET.equals(form.get("client_secret"));
    }

    private Reply exchange(Map<String, String> form) {
        Code code = codes.remove(form.getOrDefault("code", ""));
        boolean good = code != null
                && code.redirectUri().equals(form.get("redirect_uri"))
                && (code.challenge().isEmpty()
                        || code.challenge().equals(challenge(form.getOrDefault("code_verifier", ""))));
        return good ? tokens(true) : error(400, "invalid_grant");
    }

    private Reply refresh(Map<String, String> form) {
        String token = form.getOrDefault("refresh_token", "");
        pause();
        synchronized (this) {
            if (spent.contains(token)) {
                replays.incrementAndGet();
                refreshTokens.clear();
                accessTokens.clear();
                return error(400, "invalid_grant");
            }
            if (refusing || !refreshTokens.contains(token)) {
                return error(400, "invalid_grant");
            }
            if (rotating) {
                refreshTokens.remove(token);
                spent.add(token);
            }
            refreshes.incrementAndGet();
            return tokens(rotating);
        }
    }

    private Reply tokens(boolean withRefresh) {
        String access = UUID.randomUUID().toString();
        accessTokens.put(access, clock.instant().plusSeconds(lifeSeconds));
        ObjectNode body = Json.object()
                .put("access_token", access)
                .put("token_type", "Bearer")
                .put("expires_in", lifeSeconds);
        if (tellsScopes) {
            body.put("scope", "contacts.read contacts.write");
        }
        if (withRefresh) {
            String refresh = UUID.randomUUID().toString();
            refreshTokens.add(refresh);
            body.put("refresh_token", refresh);
        }
        return Reply.json(200, body);
    }

    private Reply revoke(Exchange exchange) {
        Map<String, String> form = Urls.parameters(exchange.bodyText());
        if (!knows(exchange, form)) {
            return error(401, "invalid_client");
        }
        refreshTokens.remove(form.getOrDefault("token", ""));
        accessTokens.remove(form.getOrDefault("token", ""));
        revocations.incrementAndGet();
        return Reply.empty(200);
    }

    /** A token takes itself back, and all that belongs to it. */
    private Reply revokeItself(Exchange exchange) {
        String token = Urls.parameters(exchange.bodyText()).getOrDefault("token", "");
        if (!exchange.bearer().equals(token) || accessTokens.remove(token) == null) {
            return error(401, "invalid_token");
        }
        refreshTokens.clear();
        revocations.incrementAndGet();
        return Reply.json(200, Json.object().put("ok", true));
    }

    private Reply me(Exchange exchange) {
        String authorization = exchange.header("Authorization").orElse("");
        Instant end = accessTokens.get(authorization.replace("Bearer ", ""));
        boolean good = authorization.startsWith("Bearer ")
                && end != null
                && clock.instant().isBefore(end);
        return good ? Reply.json(200, Json.object().put("user", "ada")) : Reply.problem(401, "token expired");
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Json.object().put("error", code));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(delayMs);
        } catch (InterruptedException e) {
            // The server is closing; the answer need not wait any longer.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
