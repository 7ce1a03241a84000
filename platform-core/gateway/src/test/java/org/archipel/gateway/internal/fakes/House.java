package org.archipel.gateway.internal.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.gateway.internal.auth.Authenticators;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.cache.DatabaseLevel;
import org.archipel.gateway.internal.cache.MemoryLevel;
import org.archipel.gateway.internal.http.ServerSelectors;
import org.archipel.gateway.internal.http.UpstreamClient;
import org.archipel.gateway.internal.limit.Limits;
import org.archipel.gateway.internal.live.CacheInvalidation;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.pipeline.AnswerCaches;
import org.archipel.gateway.internal.pipeline.EndpointCompiler;
import org.archipel.gateway.internal.pipeline.UpstreamCompiler;
import org.archipel.gateway.internal.pipeline.Workers;
import org.archipel.gateway.internal.redis.RedisConnection;
import org.archipel.gateway.internal.redis.RedisLevel;
import org.archipel.gateway.internal.service.CustomApiService;
import org.archipel.gateway.internal.store.ApiSecrets;
import org.archipel.gateway.internal.store.CustomApiStore;
import org.archipel.gateway.internal.web.GatewayServlet;
import org.archipel.gateway.internal.web.SelectorConnections;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Json;
import org.archipel.rest.internal.problem.ProblemDocumentWriter;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.archipel.transformation.internal.engine.RuleCompiler;
import org.archipel.transformation.internal.service.LiveRuleSets;
import org.archipel.transformation.internal.store.TransformationStore;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The gateway on a real server and a real database; what other bundles give it is kept in memory. */
public final class House implements AutoCloseable {
    public static final ObjectMapper JSON = Json.newMapper();

    public final Addresses addresses = new Addresses();
    public final String organizationId = Ids.next();
    public final String slug = "acme-" + organizationId.substring(30);
    public final Caller admin = caller("user:ada", EnumSet.allOf(ApiPermission.class));
    public final CustomApiService service;
    public final LiveApis live;
    public final UnitOfWork work;
    public final Map<String, Caller> keys = new ConcurrentHashMap<>();
    public final Map<String, Set<String>> roles = new ConcurrentHashMap<>();

    public final Hub hub = new Hub();
    public final MemoryVault vault = new MemoryVault();
    public final CacheVersions versions;
    public final ApiMetrics metrics;
    public final SeenCallers callers;
    public final List<Outbox.Draft> events = new CopyOnWriteArrayList<>();
    public final CacheInvalidation invalidation;

    /** What is done for requests that are not for the gateway. */
    public volatile Runnable neighbour = () -> {};

    private final Organizations organization =
            new OneOrganization(new Organizations.Organization(organizationId, slug, "Acme"));
    private final CustomApiStore store;
    private final ApiSecrets secrets;
    private final EndpointCompiler compiler;
    private final DatabaseLevel answers;
    private final ServerSelectors selectors = new ServerSelectors();
    private final UpstreamClient client;
    private final Workers workers = new Workers();
    private final RuleCompiler rules = new RuleCompiler(
            () -> {
                throw new UnsupportedOperationException();
            },
            new NoOffers(),
            new OpenBoundary());
    private final LiveRuleSets transformations;
    private final Server server = new Server();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    public House(TestDatabase database) {
        this(database, new SslContextFactory.Client());
    }

    /** @param trust what upstreams are believed to be who they say */
    public House(TestDatabase database, SslContextFactory.Client trust) {
        try {
            work = database.unit("gateway", "org.archipel.gateway.internal.store");
            RedisConnection redis = new RedisConnection(Optional.empty());
            client = new UpstreamClient(addresses, selectors, trust);
            transformations = new LiveRuleSets(
                    new TransformationStore(
                            database.unit("transformation", "org.archipel.transformation.internal.store")),
                    rules);
            answers = new DatabaseLevel(work);
            versions = new CacheVersions(work);
            metrics = new ApiMetrics(work);
            callers = new SeenCallers(work);
            store = new CustomApiStore(work);
            secrets = new ApiSecrets(vault);
            compiler = new EndpointCompiler(
                    new Authenticators(
                            new KnownKeys(keys),
                            caller -> roles.getOrDefault(caller.userId(), Set.of()),
                            client,
                            redis),
                    new Limits((rule, subject) -> Optional.empty()),
                    transformations,
                    new UpstreamCompiler(client, workers, hub, hub),
                    new AnswerCaches(new MemoryLevel(1 << 20), answers, new RedisLevel(redis), versions, workers),
                    metrics,
                    callers,
                    workers);
            live = new LiveApis(store, secrets, compiler, organization, versions);
            invalidation = new CacheInvalidation(live, versions);
            service = new CustomApiService(work, store, secrets, compiler, live, callers, this::told, new NoAudit());
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder holder = new ServletHolder(
                    new GatewayServlet(live, new ProblemDocumentWriter(), new AllFeatures(), invalidation, workers));
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/api/custom/*");
            context.addServlet(new ServletHolder(new Neighbour()), "/docs/*");
            server.addConnector(new ServerConnector(server, 1, 2));
            server.setHandler(context);
            server.start();
            new SelectorConnections(selectors).createConnector(server);
            keys.put("key", admin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public Caller caller(String actor, Set<ApiPermission> permissions) {
        return new Caller(
                actor, organizationId, actor.substring(actor.indexOf(':') + 1), permissions, "127.0.0.1", "r");
    }

    private List<String> told(Transaction transaction, String organization, List<Outbox.Draft> drafts) {
        events.addAll(drafts);
        return drafts.stream().map(Outbox.Draft::topic).toList();
    }

    /** What another node would serve. */
    public LiveApis anew() {
        return new LiveApis(store, secrets, compiler, organization, versions);
    }

    /** Defines an API, written with single quotes. */
    public CustomApi define(String json, Object... values) {
        return service.create(admin, definition(json, values));
    }

    public static ApiDefinition definition(String json, Object... values) {
        try {
            return JSON.readValue(String.format(json, values).replace('\'', '"'), ApiDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public URI uri(String path) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port + "/api/custom/" + slug + path);
    }

    public int port() {
        return uri("").getPort();
    }

    /** Sends a text as it is, on a connection of its own; the answer is all that comes until the server ends it, or some seconds. */
    public String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The begin of a raw GET request of a whole path, up to the empty line. */
    public static String rawGet(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: key\r\n";
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param headers names and values in turn; without any, the key of the administrator is sent */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofMinutes(1))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (List.of(headers).stream().noneMatch(header -> header.equalsIgnoreCase("X-API-Key"))) {
            request.header("X-API-Key", "key");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
            live.close();
            answers.close();
            metrics.close();
            callers.close();
            client.close();
            workers.close();
            transformations.close();
            rules.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another part of the platform on the same server, which may take its time. */
    private final class Neighbour extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            neighbour.run();
        }
    }
}
