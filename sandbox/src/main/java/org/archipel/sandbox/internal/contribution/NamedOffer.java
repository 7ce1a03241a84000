package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.ExtensionOffers.Offer;
import org.archipel.sandbox.internal.island.LiveIsland;

/**
 * A guarded service that one island offers by name.
 *
 * @param point says what permission it takes
 */
record NamedOffer<T>(
        LiveIsland island,
        NamedPoint<T> point,
        String name,
        String description,
        Optional<ObjectNode> configSchema,
        T service) {
    Class<T> type() {
        return point.type();
    }

    boolean granted() {
        return point.granted(island.policy(), name);
    }

    /** What the platform gets of it. The type is its own. */
    <S> Offer<S> as(Class<S> wanted) {
        InstallationInfo installation = island.installation();
        return new Offer<>(
                installation.extensionId(),
                installation.installationId(),
                installation.version(),
                name,
                description,
                configSchema.map(ObjectNode::deepCopy),
                wanted.cast(service));
    }

    // The same offer, not one that is like it: its island may have been served again.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
