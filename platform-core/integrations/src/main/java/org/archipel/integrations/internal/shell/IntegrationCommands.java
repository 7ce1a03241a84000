package org.archipel.integrations.internal.shell;

import java.time.Duration;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.service.IntegrationService;
import org.archipel.integrations.internal.store.IntegrationFilter;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.integrations.internal.sync.SyncService;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.security.Caller;
import org.archipel.security.shell.ShellCallers;
import org.archipel.security.shell.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands about connectors and integrations. */
@Component(
        service = IntegrationCommands.class,
        property = {
            ShellCallers.SCOPE,
            ShellCallers.COMMAND + "connectors",
            ShellCallers.COMMAND + "integrations",
            ShellCallers.COMMAND + "sync"
        })
public final class IntegrationCommands {
    private static final String IN = "slug or id of the organization; without it the first one";
    private static final int MOST = 200;

    private final ShellCallers callers;
    private final ConnectorRegistry connectors;
    private final IntegrationService integrations;
    private final SyncService syncs;
    private final JobQueue jobs;

    @Activate
    public IntegrationCommands(
            @Reference ShellCallers callers,
            @Reference ConnectorRegistry connectors,
            @Reference IntegrationService integrations,
            @Reference SyncService syncs,
            @Reference JobQueue jobs) {
        this.callers = callers;
        this.connectors = connectors;
        this.integrations = integrations;
        this.syncs = syncs;
        this.jobs = jobs;
    }

    @Descriptor("lists the connectors that are there")
    public String connectors(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization) {
        Table table = new Table("ID", "NAME", "TYPE", "PROVIDER");
        connectors
                .visibleTo(callers.in(organization).organizationId())
                .forEach(connector -> table.row(
                        connector.definition().id(),
                        connector.definition().name(),
                        connector.definition().type(),
                        connector.provider()));
        return table.toString();
    }

    @Descriptor("lists the integrations")
    public String integrations(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization) {
        Table table = new Table("ID", "NAME", "CONNECTOR", "STATUS", "REASON");
        integrations
                .list(callers.in(organization), IntegrationFilter.ALL, "", MOST)
                .forEach(row -> table.row(row.id(), row.name(), row.connectorId(), row.status(), row.statusReason()));
        return table.toString();
    }

    @Descriptor("synchronizes an integration and waits for it")
    public String sync(
            @Descriptor("writes nothing and shows what would change")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("seconds to wait for the end; the job runs on after them")
                    @Parameter(
                            names = {"-w", "--wait"},
                            absentValue = "60")
                    int wait,
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the integration") String id) {
        Caller caller = callers.in(organization);
        Integration integration = integrations.get(caller, id);
        Job submitted = syncs.submit(caller, integration, new SyncRequest(null, null, null, null, dryRun));
        Job job = jobs.await(caller.organizationId(), submitted.id(), Duration.ofSeconds(wait));
        return switch (job.state()) {
            case SUCCEEDED -> String.valueOf(job.result());
            case FAILED -> "failed: " + job.error().message();
            case CANCELLED -> "cancelled";
            case QUEUED, RUNNING -> "goes on as the job " + job.id();
        };
    }
}
