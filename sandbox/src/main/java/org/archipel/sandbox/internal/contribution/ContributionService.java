package org.archipel.sandbox.internal.contribution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.load.AnnotationValues;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.panel.PanelContributions;
import org.archipel.sandbox.internal.panel.Panels;
import org.archipel.sandbox.internal.rest.RestPublications;
import org.archipel.sandbox.internal.task.ServedTasks;
import org.archipel.sandbox.internal.task.TaskPlanner;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds the contributions of islands and readies them for the platform. Thread-safe. */
@Component(service = ContributionService.class)
public final class ContributionService {
    private final BundleContext context;
    private final Contributions contributions;
    private final GuardedCalls calls;
    private final LogRings logs;
    private final ServedTasks served;
    private final TaskPlanner planner;
    private final RestPublications publications;
    private final Offers offers;
    private final Panels panels;
    private final GovernorConfig config;
    private final AnnotationValues annotations;

    @Activate
    public ContributionService(
            BundleContext context,
            @Reference GuardedCalls calls,
            @Reference LogRings logs,
            @Reference ServedTasks served,
            @Reference TaskPlanner planner,
            @Reference RestPublications publications,
            @Reference Offers offers,
            @Reference Panels panels,
            @Reference GovernorConfig config,
            @Reference AnnotationValues annotations) {
        this.context = context;
        this.contributions = new Contributions(context);
        this.calls = calls;
        this.logs = logs;
        this.served = served;
        this.planner = planner;
        this.publications = publications;
        this.offers = offers;
        this.panels = panels;
        this.config = config;
        this.annotations = annotations;
    }

    /** The bundle of the island, if it is installed. */
    public Optional<Bundle> bundle(String location) {
        return Optional.ofNullable(contributions.bundle(location));
    }

    /** The island's contributions, asked and ready to take over. */
    public ServedIsland prepare(LiveIsland island) {
        ServedIsland ready = new ServedIsland(
                island,
                new GuardedRegistrations(island, calls, logs, context),
                new NamedOffers(island, calls, logs, offers),
                new ListenerSubscriptions(island, calls, logs, context),
                new TaskContributions(island, calls, logs, served, planner),
                new RestContributions(island, calls, logs, config, publications, annotations),
                new PanelContributions(island, panels));
        ready.prepare(contributions);
        return ready;
    }

    /**
     * Activates the components behind the island's contributions.
     *
     * @param limit for all of them together
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} if one fails or is not ready in time
     */
    public void activate(LiveIsland island, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (Class<?> type : ExtensionPoints.ALL) {
            for (Contribution<?> contribution : contributions.of(island.location(), type)) {
                activate(contribution, end);
            }
        }
    }

    private void activate(Contribution<?> contribution, long end) {
        if (!activates(contribution, Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "component " + contribution.name()
                            + (System.nanoTime() < end ? " could not be activated" : " was not activated in time"));
        }
    }

    private boolean activates(Contribution<?> contribution, Duration limit) {
        try {
            return calls.ask(
                    contribution.location(),
                    "activation of " + contribution.name(),
                    limit,
                    () -> contribution.fetch() != null);
        } catch (PlatformException e) {
            return false;
        }
    }

    /** The island's health checks, guarded. */
    public List<HealthCheck> healthChecks(LiveIsland island) {
        return contributions.of(island.location(), HealthCheck.class).stream()
                .map(check -> check.guarded(calls))
                .toList();
    }

    /** The island's configuration migration, guarded. */
    public Optional<ConfigMigration> migration(LiveIsland island) {
        return contributions.of(island.location(), ConfigMigration.class).stream()
                .findFirst()
                .map(migration -> migration.guarded(calls));
    }

    /** Takes down what is left of the island when its last call has ended. */
    public void clear(String location) {
        publications.withdraw(location);
    }
}
