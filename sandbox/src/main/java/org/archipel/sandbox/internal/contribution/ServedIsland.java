package org.archipel.sandbox.internal.contribution;

import org.archipel.sandbox.internal.island.LiveIsland;

/** What one island offers to the platform, from its preparation to its withdrawal. Used by one thread at a time. */
public final class ServedIsland {
    private final LiveIsland island;
    private final GuardedRegistrations services;
    private final ListenerSubscriptions listeners;
    private final TaskContributions tasks;
    private final RestContributions rest;

    ServedIsland(
            LiveIsland island,
            GuardedRegistrations services,
            ListenerSubscriptions listeners,
            TaskContributions tasks,
            RestContributions rest) {
        this.island = island;
        this.services = services;
        this.listeners = listeners;
        this.tasks = tasks;
        this.rest = rest;
    }

    public LiveIsland island() {
        return island;
    }

    /** Asks the extension what it offers; nothing is reachable yet. */
    void prepare(Contributions contributions) {
        services.prepare(contributions);
        listeners.prepare(contributions);
        tasks.prepare(contributions);
        rest.prepare(contributions);
    }

    /** Takes over from the island that served before, if there is one. */
    public void takeOver(ServedIsland before) {
        rest.offer();
        services.offer();
        if (before != null) {
            before.services.withdraw();
            before.listeners.withdraw();
        }
        listeners.offer();
        tasks.offer();
    }

    /** Is reached by nobody any more. */
    public void withdraw() {
        rest.withdraw();
        services.withdraw();
        listeners.withdraw();
        tasks.withdraw();
    }
}
