package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider on the loopback interface: what it answers is said by its class, the faults are the same for all. {@code PUT
 * /_admin/faults/{fault}?every=&times=&value=} and {@code DELETE /_admin/faults} switch them from another process. Thread-safe.
 */
public abstract class EmulatedProvider implements AutoCloseable {
    static {
        // The JDK's server otherwise waits 40 ms for an acknowledgement on kept-alive connections.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Faults faults = new Faults();
    private final AtomicLong requests = new AtomicLong();
    private final WebhookQueue webhooks = new WebhookQueue(faults);
    private final AtomicLong refused = new AtomicLong();
    private Optional<RequestLimit> limit = Optional.empty();

    /** Starts it. */
    protected EmulatedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens. */
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public final Faults faults() {
        return faults;
    }

    /** The webhooks that it would send. */
    public final WebhookQueue webhooks() {
        return webhooks;
    }

    /** The addresses that webhooks were asked to be sent to, one for each registration that is there. */
    public List<String> subscribedAddresses() {
        return List.of();
    }

    /** Forgets what was registered, as after the end of an app, or of who made it. */
    public void loseSubscriptions() {
        throw new UnsupportedOperationException("its webhooks are not registered by requests");
    }

    /** How many requests came, those of the admin side not counted. */
    public final long requests() {
        return requests.get();
    }

    /** The limit that its documentation names; empty if it names none. */
    Optional<RequestLimit> documentedLimit() {
        return Optional.empty();
    }

    /** Refuses from now on what goes past the limit that its documentation names. */
    public final void enforceLimit() {
        RequestLimit documented =
                documentedLimit().orElseThrow(() -> new IllegalStateException("its documentation names no limit"));
        synchronized (this) {
            limit = Optional.of(documented);
        }
    }

    /** How many requests went past the limit. */
    public final long refused() {
        return refused.get();
    }

    private synchronized OptionalLong pastLimit() {
        return limit.map(one -> one.refuse(System.nanoTime())).orElseGet(OptionalLong::empty);
    }

    /** Answers by the provider's contract; called by one thread at a time. */
    abstract Reply answer(Exchange exchange);

    /** Whether a request needs no token, and so knows of none that expired. */
    boolean isOpen(Exchange exchange) {
        return false;
    }

    /** How the provider refuses a token that has expired. */
    abstract Reply expired();

    /** How it answers too many requests. */
    Reply limited(int seconds) {
        return Reply.json(429, Json.object().put("message", "too many requests"))
                .header("Retry-After", String.valueOf(seconds));
    }

    /** How it answers when something in it breaks. */
    Reply broken(int status) {
        return Reply.json(status, Json.object().put("message", "something went wrong"));
    }

    /** The body of an error that comes with the status of a success. */
    ObjectNode error() {
        return Json.object().put("message", "something went wrong");
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            Exchange exchange = new Exchange(http);
            if (exchange.path().startsWith("/_admin/")) {
                exchange.send(FaultRoutes.answer(exchange, faults));
                return;
            }
            requests.incrementAndGet();
            faults.hit(Fault.SLOW).ifPresent(EmulatedProvider::pause);
            Reply reply = spoiled(exchange);
            if (faults.hit(Fault.DROP).isPresent()) {
                exchange.sendHalf(reply);
            } else {
                exchange.send(reply);
            }
        }
    }

    private Reply spoiled(Exchange exchange) {
        if (!isOpen(exchange) && faults.hit(Fault.EXPIRED_TOKEN).isPresent()) {
            return expired();
        }
        OptionalLong wait = pastLimit();
        if (wait.isPresent()) {
            refused.incrementAndGet();
            return limited((int) TimeUnit.NANOSECONDS.toSeconds(wait.getAsLong()) + 1);
        }
        OptionalInt seconds = faults.hit(Fault.RATE_LIMIT);
        if (seconds.isPresent()) {
            return limited(seconds.getAsInt());
        }
        OptionalInt days = faults.hit(Fault.WRONG_CLOCK);
        if (days.isPresent()) {
            return limited(1).header("Retry-After", dateIn(days.getAsInt()));
        }
        OptionalInt status = faults.hit(Fault.SERVER_ERROR);
        if (status.isPresent()) {
            return broken(status.getAsInt());
        }
        if (faults.hit(Fault.GARBAGE).isPresent()) {
            return Reply.of(200, "application/json", "{\"data\": [{\"id\": 1,,".getBytes(StandardCharsets.UTF_8));
        }
        if (faults.hit(Fault.HTML).isPresent()) {
            return Reply.html("Sign in");
        }
        if (faults.hit(Fault.ERROR_BODY).isPresent()) {
            return Reply.json(200, error());
        }
        OptionalInt redirect = faults.hit(Fault.FOREIGN_REDIRECT);
        if (redirect.isPresent()) {
            return Reply.empty(redirect.getAsInt()).header("Location", "https://elsewhere.invalid/steal");
        }
        synchronized (this) {
            return bytes(answer(exchange));
        }
    }

    /** Faults in the bytes of an answer. */
    private Reply bytes(Reply reply) {
        byte[] body = reply.body();
        if (faults.hit(Fault.DUPLICATE_KEY).isPresent()) {
            body = inserted(body, "\"twice\":1,\"twice\":2,".getBytes(StandardCharsets.UTF_8));
        }
        if (faults.hit(Fault.INVALID_UTF8).isPresent()) {
            body = inserted(body, new byte[] {'"', 'b', '"', ':', '"', (byte) 0xC3, 0x28, '"', ','});
        }
        if (faults.hit(Fault.BIG_NUMBER).isPresent()) {
            body = new String(body, StandardCharsets.UTF_8)
                    .replace("{\"", "{\"big_number\":9007199254740993,\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
        OptionalInt blanks = faults.hit(Fault.HUGE_ANSWER);
        if (blanks.isPresent()) {
            byte[] huge = new byte[blanks.getAsInt() + body.length];
            Arrays.fill(huge, (byte) ' ');
            System.arraycopy(body, 0, huge, blanks.getAsInt(), body.length);
            body = huge;
        }
        return new Reply(reply.status(), reply.headers(), body);
    }

    /** The form of RFC 9110, section 5.6.7. */
    private static String dateIn(int days) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusDays(days));
    }

    private static byte[] inserted(byte[] body, byte[] members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean done = false;
        for (int i = 0; i < body.length; i++) {
            out.write(body[i]);
            if (!done && body[i] == '{' && i + 1 < body.length && body[i + 1] != '}') {
                out.writeBytes(members);
                done = true;
            }
        }
        return out.toByteArray();
    }

    private static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
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
