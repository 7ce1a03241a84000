package org.archipel.integrations.internal.fakes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.sandbox.ExtensionOffers;

/** Offers one webhook processor, or none. */
public final class ScriptedOffers implements ExtensionOffers {
    private final List<WebhookProcessor> processors = new CopyOnWriteArrayList<>();
    private volatile String organization = "";

    public void offer(String organizationId, WebhookProcessor processor) {
        organization = organizationId;
        processors.add(processor);
    }

    @Override
    public <T> List<Offer<T>> all(Class<T> type, String organizationId) {
        return named(type, organizationId, "");
    }

    @Override
    public <T> List<Offer<T>> named(Class<T> type, String organizationId, String name) {
        return processors.stream()
                .filter(processor -> organizationId.equals(organization) && type.isInstance(processor))
                .map(processor ->
                        new Offer<>("com.acme.shop", "i", "1.0.0", name, "", Optional.empty(), type.cast(processor)))
                .toList();
    }

    @Override
    public <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name) {
        return named(type, organizationId, name).stream().findFirst();
    }
}
