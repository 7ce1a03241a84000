package org.archipel.sandbox.internal.context;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.record.HubRecords;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.RecordAccess;
import org.archipel.sandbox.internal.egress.CheckedEgress;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.internal.task.TaskPlanner;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Makes the services of each island, once; all bundles of the same island share them. */
@Component(service = ExtensionServices.class)
public final class ExtensionServices {
    private final Islands islands;
    private final UnitOfWork work;
    private final Outbox outbox;
    private final CredentialVault vault;
    private final CheckedEgress egress;
    private final TaskPlanner tasks;
    private final LogRings logs;
    private final Accounts accounts;
    private final Path temporaryFolder;
    private final Clock clock;
    private final Map<String, IslandContext> contexts = new ConcurrentHashMap<>();
    private final Map<String, IslandTempFiles> files = new ConcurrentHashMap<>();

    // The hub is a bundle that comes later and may be left out.
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile RecordAccess recordAccess;

    @Activate
    public ExtensionServices(
            @Reference Islands islands,
            @Reference(target = "(unit=sandbox)") UnitOfWork work,
            @Reference Outbox outbox,
            @Reference CredentialVault vault,
            @Reference CheckedEgress egress,
            @Reference TaskPlanner tasks,
            @Reference LogRings logs,
            @Reference Accounts accounts,
            @Reference SandboxConfig config,
            // A test kit turns the clock of extensions.
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(archipel.clock=extensions)")
                    Clock clock) {
        this.islands = islands;
        this.work = work;
        this.outbox = outbox;
        this.vault = vault;
        this.egress = egress;
        this.tasks = tasks;
        this.logs = logs;
        this.accounts = accounts;
        this.temporaryFolder = config.temporaryFolder();
        this.clock = clock == null ? Clock.systemUTC() : clock;
    }

    /** @throws PermissionDeniedException if the location is not that of an admitted island */
    ExtensionContext contextOf(String location) {
        LiveIsland island = islands.find(location)
                .orElseThrow(() -> new PermissionDeniedException("only admitted extensions have a context"));
        return contexts.computeIfAbsent(location, absent -> context(island));
    }

    private IslandContext context(LiveIsland island) {
        TemporaryFolder folder = new TemporaryFolder(temporaryFolder, island.installation());
        folder.remove();
        IslandTempFiles temporary = new IslandTempFiles(island, folder.path());
        files.put(island.location(), temporary);
        Runnable admission = () -> requireAdmitted(island);
        return IslandContext.builder(island, admission)
                .http(egress.of(() -> island.policy().network()))
                .keyValues(new IslandKeyValues(island, work))
                .documents(new IslandDocuments(island, work, clock))
                .records(new IslandRecords(island, () -> records(island), accounts.of(island.installation())))
                .events(new IslandEvents(island, work, outbox, accounts.of(island.installation())))
                .scheduler(new IslandScheduler(island, tasks, accounts.of(island.installation()), clock))
                .secrets(new IslandSecrets(island, vault))
                .tempFiles(temporary)
                .build(clock, logs.logger(island.installation()));
    }

    private HubRecords records(LiveIsland island) {
        RecordAccess access = recordAccess;
        if (access == null) {
            throw new PlatformException(ErrorCode.SYSTEM_ERROR, "the hub's records are not available at the moment");
        }
        return access.recordsOf(island.installation());
    }

    private void requireAdmitted(LiveIsland island) {
        if (islands.find(island.location()).filter(island::equals).isEmpty()) {
            throw new PermissionDeniedException("the extension is not installed any more");
        }
    }

    /** Closes what the island has open, empties its folder and forgets its services. */
    public void forget(LiveIsland island) {
        contexts.remove(island.location());
        IslandTempFiles open = files.remove(island.location());
        if (open != null) {
            open.close();
        }
        new TemporaryFolder(temporaryFolder, island.installation()).remove();
    }
}
