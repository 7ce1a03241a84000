package org.archipel.sandbox.internal.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.permission.Permission;
import org.archipel.guard.Classes;
import org.archipel.guard.Logs;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.context.ContextRegistration;
import org.archipel.sandbox.internal.context.ExtensionServices;
import org.archipel.sandbox.internal.contribution.ContributionService;
import org.archipel.sandbox.internal.contribution.ServedIsland;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.json.JsonTraces;
import org.archipel.sandbox.internal.load.SharedClasses;
import org.archipel.sandbox.internal.log.ExtensionLoggers;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.rest.ExtensionRoutes;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.archipel.sandbox.internal.task.TaskPlanner;
import org.archipel.sandbox.internal.wall.SecondWall;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads islands through their lives. */
@Component
public final class GuardedRuntime implements ExtensionRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRuntime.class);

    private static final int LONGEST_DETAIL = 1_000;

    private final Islands islands;
    private final GuardedCalls calls;
    private final ContributionService contributions;
    private final ExtensionServices services;
    private final ContextRegistration contexts;
    private final TaskPlanner tasks;
    private final ComponentStates components;
    private final ExtensionRoutes routes;
    private final SecondWall secondWall;
    private final ContextChanges changes;
    // By installation; also the lock under which an installation's islands take turns.
    private final Map<String, ServedIsland> serving = new ConcurrentHashMap<>();

    @Activate
    public GuardedRuntime(
            @Reference Islands islands,
            @Reference GuardedCalls calls,
            @Reference ContributionService contributions,
            @Reference ExtensionServices services,
            @Reference ContextRegistration contexts,
            @Reference TaskPlanner tasks,
            @Reference LogRings logs,
            @Reference ServiceComponentRuntime components,
            @Reference ExtensionRoutes routes,
            @Reference SecondWall secondWall) {
        this.islands = islands;
        this.calls = calls;
        this.contributions = contributions;
        this.services = services;
        this.contexts = contexts;
        this.tasks = tasks;
        this.components = new ComponentStates(components, logs);
        this.routes = routes;
        this.secondWall = secondWall;
        this.changes = new ContextChanges(contexts, contributions, calls);
        // Before any extension makes one.
        Logs.install(new ExtensionLoggers(islands, logs));
        Classes.install(type -> AllowList.standard().type(type) instanceof Verdict.Safe);
    }

    @Deactivate
    void stop() {
        withdraw();
        changes.withdrawAll();
    }

    @Override
    public void withdraw() {
        serving.values().forEach(ServedIsland::withdraw);
        serving.clear();
        calls.closeAll();
    }

    @Override
    public void admit(Island island) {
        JdkClasses.initialize();
        SharedClasses.await();
        String location = island.location();
        if (islands.leaves(location)) {
            forget(location);
        }
        if (islands.leaves(location)) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "an earlier bundle of this version has not come to its end on this node");
        }
        secondWall.permit(location, islands.admit(island).policy().grants());
        changes.offer(location);
    }

    @Override
    public void change(String installationId, List<Permission> grants, ObjectNode config) {
        islands.change(installationId, grants, config)
                .forEach(island ->
                        secondWall.permit(island.location(), island.policy().grants()));
        serving.computeIfPresent(installationId, (id, served) -> {
            served.follow();
            return served;
        });
    }

    @Override
    public void activate(String location, Duration limit) {
        contributions.activate(islands.require(location), limit);
    }

    @Override
    public Health health(String location) {
        LiveIsland island = islands.require(location);
        Bundle bundle = contributions.bundle(location).orElse(null);
        if (bundle == null || bundle.getState() != Bundle.ACTIVE) {
            return Health.error("the bundle is not active");
        }
        List<String> problems = components.problems(bundle, island.installation());
        return problems.isEmpty() ? check(island) : Health.error(String.join("; ", problems));
    }

    @Override
    public CallOutcomes outcomes(String location) {
        return calls.outcomes(location);
    }

    private Health check(LiveIsland island) {
        Health.Status worst = Health.Status.HEALTHY;
        List<String> details = new ArrayList<>();
        for (HealthCheck check : contributions.healthChecks(island)) {
            Health health = ask(check);
            if (health.status().compareTo(worst) > 0) {
                worst = health.status();
            }
            if (!health.detail().isBlank()) {
                details.add(shortened(health.detail()));
            }
        }
        return new Health(worst, String.join("; ", details));
    }

    private static String shortened(String detail) {
        return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
    }

    private static Health ask(HealthCheck check) {
        try {
            Health health = check.check();
            boolean complete = health != null && health.status() != null && health.detail() != null;
            return complete ? health : Health.error("the health check gave no answer");
        } catch (PlatformException e) {
            return Health.error(e.getMessage());
        }
    }

    @Override
    public ObjectNode migrate(String location, String fromVersion, ObjectNode config) {
        return contributions
                .migration(islands.require(location))
                .map(migration -> migrated(migration, fromVersion, config))
                .orElse(config);
    }

    private static ObjectNode migrated(ConfigMigration migration, String fromVersion, ObjectNode config) {
        ObjectNode migrated;
        try {
            migrated = migration.migrate(fromVersion, config);
        } catch (PlatformException e) {
            // Whatever it is to others, to the version that is to come it is a failure, and the same the next time.
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED, "the migration of the configuration failed: " + e.getMessage(), e);
        }
        if (migrated == null) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the migration gave no configuration");
        }
        return migrated;
    }

    @Override
    public void serve(String location) {
        LiveIsland island = islands.require(location);
        calls.open(location);
        ServedIsland ready;
        try {
            ready = contributions.prepare(island);
        } catch (PlatformException e) {
            ServedIsland present = serving.get(island.installation().installationId());
            if (present == null || !present.island().equals(island)) {
                contributions.clear(location);
            }
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, e.getMessage(), e);
        }
        serving.compute(island.installation().installationId(), (id, before) -> {
            ready.takeOver(before);
            return ready;
        });
    }

    @Override
    public void drain(String location, Duration deadline) {
        islands.find(location).ifPresent(island -> {
            stopServing(island);
            calls.close(location, deadline);
            contributions.clear(location);
        });
    }

    private void stopServing(LiveIsland island) {
        serving.computeIfPresent(island.installation().installationId(), (id, served) -> {
            if (!served.island().equals(island)) {
                return served;
            }
            served.withdraw();
            unschedule(island);
            return null;
        });
    }

    // The extension stops all the same; a run that comes due finds no task and is left out.
    private void unschedule(LiveIsland island) {
        try {
            tasks.recurring(island.installation(), Map.of());
        } catch (PlatformException e) {
            LOG.warn("Schedules of {} could not be removed", island.location(), e);
        }
    }

    @Override
    public void dismiss(String location) {
        islands.find(location).ifPresent(this::leave);
        forget(location);
    }

    // From here on nobody reaches it, and it reaches nothing.
    private void leave(LiveIsland island) {
        String location = island.location();
        stopServing(island);
        contributions.clear(location);
        calls.close(location, Duration.ZERO);
        islands.leave(location);
        secondWall.forget(location);
        services.forget(island);
    }

    // Not before the bundle is gone: it may hang, and whoever took its context away would wait for it.
    private void forget(String location) {
        if (contributions.bundle(location).isEmpty()) {
            islands.remove(location);
            calls.forget(location);
            contexts.withdraw(location);
            JsonTraces.forget();
        }
    }

    @Override
    public void restored() {
        routes.complete();
    }
}
