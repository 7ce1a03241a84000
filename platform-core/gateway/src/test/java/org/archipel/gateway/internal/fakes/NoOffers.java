package org.archipel.gateway.internal.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.sandbox.ExtensionOffers;

/** A platform without extensions. */
final class NoOffers implements ExtensionOffers {
    @Override
    public <T> List<Offer<T>> all(Class<T> type, String organizationId) {
        return new ArrayList<>();
    }

    @Override
    public <T> List<Offer<T>> named(Class<T> type, String organizationId, String name) {
        return new ArrayList<>();
    }

    @Override
    public <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name) {
        return Optional.empty();
    }
}
