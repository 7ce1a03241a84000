package org.archipel.sandbox.internal.contribution;

import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.panel.PanelContributions;

/** What one island offers to the platform, from its preparation to its withdrawal. Used by one thread at a time. */
public final class ServedIsland {
    private final LiveIsland island;
    private final GuardedRegistrations services;
    private final NamedOffers offers;
    private final ListenerSubscriptions listeners;
    private final TaskContributions tasks;
    private final RestContributions rest;
    private final PanelContributions panels;

    ServedIsland(
            LiveIsland island,
            GuardedRegistrations services,
            NamedOffers offers,
            ListenerSubscriptions listeners,
            TaskContributions tasks,
            RestContributions rest,
            PanelContributions panels) {
        this.island = island;
        this.services = services;
        this.offers = offers;
        this.listeners = listeners;
        this.tasks = tasks;
        this.rest = rest;
        this.panels = panels;
    }

    public LiveIsland island() {
        return island;
    }

    /** Asks the extension what it offers; nothing is reachable yet. */
    void prepare(Contributions contributions) {
        services.prepare(contributions);
        offers.prepare(contributions);
        listeners.prepare(contributions);
        tasks.prepare(contributions);
        rest.prepare(contributions);
        panels.prepare(contributions.bundle(island.location()));
    }

    /** Takes over from the island that served before, if there is one. */
    public void takeOver(ServedIsland before) {
        rest.offer();
        panels.offer();
        services.offer();
        offers.offer();
        if (before != null) {
            before.services.withdraw();
            before.offers.withdraw();
            before.panels.withdraw();
            before.listeners.withdraw();
        }
        listeners.offer();
        tasks.offer();
    }

    /** The grants of the island are others now; what is asked at each use anyway needs no more. */
    public void follow() {
        services.offer();
        tasks.follow();
    }

    /** Is reached by nobody any more. */
    public void withdraw() {
        rest.withdraw();
        panels.withdraw();
        services.withdraw();
        offers.withdraw();
        listeners.withdraw();
        tasks.withdraw();
    }
}
