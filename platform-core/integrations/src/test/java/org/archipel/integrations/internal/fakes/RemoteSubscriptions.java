package org.archipel.integrations.internal.fakes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.Ids;

/** A remote system that can be asked for webhooks, and finds what is there by its address. */
public final class RemoteSubscriptions implements WebhookSubscriber {
    private final Map<String, WebhookSubscriptionRequest> present = new LinkedHashMap<>();
    private Supplier<Optional<Instant>> life = Optional::empty;
    private Map<String, String> made = Map.of();
    private Optional<PlatformException> failure = Optional.empty();
    private Runnable afterwards = () -> {};
    private int calls;
    private int renewals;

    /** Subscriptions end then, from now on. */
    public synchronized void endingAt(Supplier<Optional<Instant>> end) {
        life = end;
    }

    /** Makes these secrets itself, from now on. */
    public synchronized void making(Map<String, String> secrets) {
        made = secrets;
    }

    /** Fails from now on; empty to work again. */
    public synchronized void failing(Optional<PlatformException> reason) {
        failure = reason;
    }

    /** Runs after each call took effect, before it returns. */
    public synchronized void afterwards(Runnable action) {
        afterwards = action;
    }

    /** Forgets all subscriptions. */
    public synchronized void lose() {
        present.clear();
    }

    /** What is there. */
    public synchronized List<WebhookSubscriptionRequest> present() {
        return List.copyOf(present.values());
    }

    public synchronized int calls() {
        return calls;
    }

    public synchronized int renewals() {
        return renewals;
    }

    @Override
    public boolean tells(String entity) {
        return !entity.equals("untold");
    }

    @Override
    public synchronized WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        begin();
        String id = present.entrySet().stream()
                .filter(one -> one.getValue().target().equals(request.target()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(Ids::next);
        request.handle().filter(old -> !old.equals(id)).ifPresent(present::remove);
        present.put(id, request);
        afterwards.run();
        return new WebhookSubscription(id, life.get(), made);
    }

    @Override
    public synchronized Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request) {
        begin();
        renewals++;
        afterwards.run();
        return request.handle().filter(present::containsKey).map(handle -> new WebhookSubscription(handle, life.get()));
    }

    @Override
    public synchronized void unsubscribe(WebhookSubscriptionRequest request) {
        begin();
        request.handle().ifPresent(present::remove);
        present.values().removeIf(one -> one.target().equals(request.target()));
        afterwards.run();
    }

    private void begin() {
        calls++;
        failure.ifPresent(reason -> {
            throw reason;
        });
    }
}
