package org.archipel.integrations.internal.fakes;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.UnsupportedCapabilityException;

/** What a remote system tells of its entities: some are known, others are asked for, or it is left to each integration. */
public final class RemoteEntities {
    private final AtomicInteger discoveries = new AtomicInteger();
    private volatile DataModel known = DataModel.empty();
    private volatile boolean discoverable;
    private volatile Supplier<DataModel> discovery = () -> {
        throw new UnsupportedCapabilityException(Capability.SCHEMA_DISCOVERY);
    };
    private volatile boolean leftToIntegrations;

    /** Knows these entities by itself from now on. */
    public void know(String... entities) {
        known = model(entities);
    }

    /** Asks for its entities from now on, which are these. */
    public void discover(String... entities) {
        DataModel discovered = model(entities);
        discoverable = true;
        discovery = () -> discovered;
    }

    /** Fails to tell its entities from now on. */
    public void failToDiscover(RuntimeException failure) {
        discoverable = true;
        discovery = () -> {
            throw failure;
        };
    }

    /** How often it was asked for its entities. */
    public int discoveries() {
        return discoveries.get();
    }

    /** Leaves it to each integration from now on which entities there are. */
    public void leaveToIntegrations() {
        leftToIntegrations = true;
    }

    private static DataModel model(String... entities) {
        return new DataModel(Stream.of(entities)
                .map(name -> new DataModel.Entity(name, name, "id", List.of()))
                .toList());
    }

    DataModel known() {
        return known;
    }

    boolean discoverable() {
        return discoverable;
    }

    boolean leftToIntegrations() {
        return leftToIntegrations;
    }

    DataModel discovered() {
        discoveries.incrementAndGet();
        return discovery.get();
    }
}
