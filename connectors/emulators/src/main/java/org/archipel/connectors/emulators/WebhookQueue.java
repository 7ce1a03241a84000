package org.archipel.connectors.emulators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Webhooks that wait to be sent; on their way they may be doubled or overtaken. Thread-safe. */
public final class WebhookQueue {
    private final Faults faults;
    private final List<Webhook> waiting = new ArrayList<>();

    /**
     * A webhook as it goes out.
     *
     * @param address that was given when it was asked for; empty if nobody asked
     */
    public record Webhook(Map<String, String> headers, byte[] body, Optional<URI> address) {
        public Webhook {
            headers = Map.copyOf(headers);
        }

        /** One that nobody asked for. */
        public Webhook(Map<String, String> headers, byte[] body) {
            this(headers, body, Optional.empty());
        }
    }

    WebhookQueue(Faults faults) {
        this.faults = faults;
    }

    void add(Map<String, String> headers, byte[] body) {
        add(new Webhook(headers, body));
    }

    /** @param address where it was asked to be sent to */
    void add(Map<String, String> headers, byte[] body, String address) {
        add(new Webhook(
                headers,
                body,
                Optional.of(address).filter(text -> !text.isEmpty()).map(URI::create)));
    }

    private synchronized void add(Webhook webhook) {
        waiting.add(webhook);
        if (faults.hit(Fault.DUPLICATE_WEBHOOKS).isPresent()) {
            waiting.add(webhook);
        }
    }

    /** Takes all that wait, in the order in which they go out. */
    public synchronized List<Webhook> take() {
        List<Webhook> taken = new ArrayList<>(waiting);
        waiting.clear();
        if (faults.active().containsKey(Fault.REORDERED_WEBHOOKS)) {
            Collections.reverse(taken);
        }
        return taken;
    }

    /**
     * Sends all that wait to an address.
     *
     * @return the statuses that were answered
     */
    public List<Integer> sendTo(URI address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        List<Integer> statuses = new ArrayList<>();
        for (Webhook webhook : take()) {
            statuses.add(send(client, webhook, address));
        }
        return statuses;
    }

    /**
     * Sends each that waits to the address that was given for it.
     *
     * @return the statuses that were answered
     */
    public List<Integer> deliver() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        List<Integer> statuses = new ArrayList<>();
        for (Webhook webhook : take()) {
            statuses.add(send(client, webhook, webhook.address().orElseThrow()));
        }
        return statuses;
    }

    private static int send(HttpClient client, Webhook webhook, URI address) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
