package org.archipel.sandbox.internal.contribution;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.ExtensionOffers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The offers of the islands that serve; the island that takes over replaces those of the one before by name. */
@Component(service = {ExtensionOffers.class, Offers.class})
public final class Offers implements ExtensionOffers {
    private final Map<Key, NamedOffer<?>> offers = new ConcurrentHashMap<>();

    @Activate
    public Offers() {
        // Filled as islands serve.
    }

    private record Key(String organizationId, Class<?> type, String extensionId, String name) {
        static Key of(NamedOffer<?> offer) {
            InstallationInfo installation = offer.island().installation();
            return new Key(installation.organizationId(), offer.type(), installation.extensionId(), offer.name());
        }
    }

    void add(NamedOffer<?> offer) {
        offers.put(Key.of(offer), offer);
    }

    /** Removes the offer, unless another island's took its place. */
    void remove(NamedOffer<?> offer) {
        offers.remove(Key.of(offer), offer);
    }

    @Override
    public <T> List<Offer<T>> all(Class<T> type, String organizationId) {
        return offers.entrySet().stream()
                .filter(entry -> entry.getKey().type() == type
                        && entry.getKey().organizationId().equals(organizationId)
                        && entry.getValue().granted())
                .sorted(Comparator.comparing((Map.Entry<Key, NamedOffer<?>> entry) ->
                                entry.getKey().extensionId())
                        .thenComparing(entry -> entry.getKey().name()))
                .map(entry -> entry.getValue().as(type))
                .toList();
    }

    @Override
    public <T> List<Offer<T>> named(Class<T> type, String organizationId, String name) {
        return all(type, organizationId).stream()
                .filter(offer -> offer.name().equals(name))
                .toList();
    }

    @Override
    public <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name) {
        return Optional.<NamedOffer<?>>ofNullable(offers.get(new Key(organizationId, type, extensionId, name)))
                .filter(NamedOffer::granted)
                .map(offer -> offer.as(type));
    }
}
