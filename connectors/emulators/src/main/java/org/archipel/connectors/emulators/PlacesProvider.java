package org.archipel.connectors.emulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider of places over HTTP: real data, four styles of pagination, six of authentication, and faults to order.
 *
 * <p>{@code GET /page/places}, {@code /offset/places}, {@code /cursor/places}, {@code /link/places}, {@code /all/places}, with
 * {@code ?modified_since=}; {@code GET}, {@code PUT}, {@code PATCH}, {@code DELETE} on {@code …/places/{id}}; {@code POST} on the
 * collection; {@code POST /oauth/token}; {@code /_admin/…} for its keeper. Thread-safe.
 */
public final class PlacesProvider implements AutoCloseable {
    static {
        // The JDK's server otherwise waits 40 ms for an acknowledgement on kept-alive connections.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(PlacesProvider.class);

    private final PlaceStore store;
    private final Faults faults = new Faults();
    private final Gatekeeper gatekeeper;
    private final PlaceRoutes places;
    private final AdminRoutes admin = new AdminRoutes(this);
    private final AtomicLong requests = new AtomicLong();
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    private PlacesProvider(PlacesOptions options, Clock clock) throws IOException {
        store = PlaceStore.load(options.file(), options.limit(), options.copies(), clock);
        gatekeeper = new Gatekeeper(options.access());
        places = new PlaceRoutes(store, faults);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    /** Starts a provider on the loopback interface. */
    public static PlacesProvider start(PlacesOptions options) throws IOException {
        return start(options, Clock.systemUTC());
    }

    public static PlacesProvider start(PlacesOptions options, Clock clock) throws IOException {
        PlacesProvider provider = new PlacesProvider(options, clock);
        provider.server.start();
        return provider;
    }

    /** Where it listens, for example {@code http://127.0.0.1:8099}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Faults faults() {
        return faults;
    }

    /** Changes how clients must authenticate. */
    public void access(AccessRule rule) {
        gatekeeper.rule(rule);
    }

    /** Changes the given number of places; their ids. */
    public List<Long> change(int count) {
        return store.change(count);
    }

    /** Deletes the given number of places; their ids. */
    public List<Long> delete(int count) {
        return store.delete(count);
    }

    /** How many places there are, deleted ones not counted. */
    public long size() {
        return store.living().size();
    }

    /** How many requests came, those of the admin side not counted. */
    public long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            Exchange exchange = new Exchange(http);
            if (exchange.path().startsWith("/_admin/")) {
                exchange.send(admin.handle(exchange));
                return;
            }
            requests.incrementAndGet();
            faults.hit(Fault.SLOW).ifPresent(PlacesProvider::pause);
            Reply reply = answer(exchange);
            if (faults.hit(Fault.DROP).isPresent()) {
                exchange.sendHalf(reply);
            } else {
                exchange.send(reply);
            }
        } catch (RuntimeException e) {
            LOG.error("the emulator failed on {} {}", http.getRequestMethod(), http.getRequestURI(), e);
            throw e;
        }
    }

    private Reply answer(Exchange exchange) {
        if (exchange.path().equals("/oauth/token") && exchange.method().equals("POST")) {
            return gatekeeper.token(exchange);
        }
        if (faults.hit(Fault.EXPIRED_TOKEN).isPresent()) {
            gatekeeper.expireTokens();
            return unauthorized("token expired");
        }
        if (!gatekeeper.admits(exchange)) {
            return unauthorized("credentials missing or wrong");
        }
        OptionalInt seconds = faults.hit(Fault.RATE_LIMIT);
        if (seconds.isPresent()) {
            return Reply.problem(429, "too many requests").header("Retry-After", String.valueOf(seconds.getAsInt()));
        }
        OptionalInt status = faults.hit(Fault.SERVER_ERROR);
        if (status.isPresent()) {
            return Reply.problem(status.getAsInt(), "something went wrong");
        }
        if (faults.hit(Fault.GARBAGE).isPresent()) {
            return Reply.of(200, "application/json", "{\"data\": [{\"id\": 1,,".getBytes(StandardCharsets.UTF_8));
        }
        return faults.hit(Fault.HTML).isPresent() ? Reply.html("Sign in") : places.handle(exchange);
    }

    private static Reply unauthorized(String title) {
        return Reply.problem(401, title).header("WWW-Authenticate", "Bearer realm=\"places\"");
    }

    private static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            // The server is closing; the answer need not wait any longer.
            Thread.currentThread().interrupt();
        }
    }
}
