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

/** Webhooks that wait to be sent; on their way they may be doubled or overtaken. Thread-safe. */
public final class WebhookQueue {
    private final Faults faults;
    private final List<Webhook> waiting = new ArrayList<>();

    /** A webhook as it goes out. */
    public record Webhook(Map<String, String> headers, byte[] body) {
        public Webhook {
            headers = Map.copyOf(headers);
        }
    }

    WebhookQueue(Faults faults) {
        this.faults = faults;
    }

    synchronized void add(Map<String, String> headers, byte[] body) {
        Webhook webhook = new Webhook(headers, body);
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
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
            webhook.headers().forEach(request::header);
            statuses.add(client.send(request.build(), BodyHandlers.discarding()).statusCode());
        }
        return statuses;
    }
}
