package org.archipel.marketplace.internal.sharing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.marketplace.internal.store.PublishedStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Goes through all published versions that may be handed on. Thread-safe. */
@Component(service = PublishedVersions.class)
public final class PublishedVersions {
    private static final int PIECE = 200;

    private final UnitOfWork work;

    @Activate
    public PublishedVersions(@Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.work = work;
    }

    /** Rises with every change of what is published. */
    public long revision() {
        return work.call(ListingStore::clock).revision();
    }

    /**
     * A part of all.
     *
     * @param next where the next part begins; empty for the last
     */
    record Part(List<ExtensionVersion> versions, Optional<String> next) {}

    /** @param after where the part begins; an empty text for the first */
    Part part(String after, int size) {
        var revoked = work.call(PublishedStore::revoked);
        var piece = work.call(transaction -> PublishedStore.after(transaction, after, size));
        return new Part(good(piece.versions(), revoked), piece.last());
    }

    private static List<ExtensionVersion> good(List<ExtensionVersion> versions, Set<String> revoked) {
        return versions.stream()
                .filter(version -> !revoked.contains(version.extensionId() + " " + version.version()))
                .toList();
    }

    /** Gives all to the taker, piece by piece; revoked ones are left out. */
    void each(Consumer<List<ExtensionVersion>> taker) {
        var revoked = work.call(PublishedStore::revoked);
        var next = Optional.of("");
        while (next.isPresent()) {
            var after = next.get();
            var piece = work.call(transaction -> PublishedStore.after(transaction, after, PIECE));
            taker.accept(good(piece.versions(), revoked));
            next = piece.last();
        }
    }
}
