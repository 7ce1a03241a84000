package org.archipel.marketplace.internal.shell;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.catalogue.CatalogueIndex;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.messaging.JobQueue;
import org.archipel.security.Caller;
import org.archipel.security.shell.ShellCallers;
import org.archipel.security.shell.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands about extensions: what there is, what is installed, and changing it. */
@Component(
        service = ExtensionCommands.class,
        property = {
            ShellCallers.SCOPE,
            ShellCallers.COMMAND + "catalogue",
            ShellCallers.COMMAND + "extensions",
            ShellCallers.COMMAND + "install",
            ShellCallers.COMMAND + "upgrade",
            ShellCallers.COMMAND + "uninstall"
        })
public final class ExtensionCommands {
    private static final String IN = "slug or id of the organization; without it the first one";
    private static final String ACCEPT =
            "grants what the version requires; without both the permissions are shown only";
    private static final String VERSION = "the version; without it the newest";
    private static final int MOST = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ShellCallers callers;
    private final Catalogue catalogue;
    private final Installations installations;
    private final Drafts drafts;
    private final Orders orders;
    private final JobQueue jobs;

    @Activate
    public ExtensionCommands(
            @Reference ShellCallers callers,
            @Reference Catalogue catalogue,
            @Reference Installations installations,
            @Reference Drafts drafts,
            @Reference Orders orders,
            @Reference JobQueue jobs) {
        this.callers = callers;
        this.catalogue = catalogue;
        this.installations = installations;
        this.drafts = drafts;
        this.orders = orders;
        this.jobs = jobs;
    }

    @Descriptor("lists the extensions that can be installed")
    public String catalogue() {
        Table table = new Table("ID", "VERSION", "NAME", "PUBLISHER");
        catalogue.search(CatalogueQuery.everything(MOST)).stream()
                .limit(MOST)
                .map(CatalogueIndex.Hit::listing)
                .forEach(each -> table.row(each.id(), each.latestVersion(), each.name(), each.publisher()));
        return table.toString();
    }

    @Descriptor("lists the extensions that are installed")
    public String extensions(
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization) {
        Table table = new Table("ID", "VERSION", "STATE", "ERROR");
        installations
                .list(callers.in(organization), "", MOST)
                .forEach(row -> table.row(
                        row.extensionId(), row.actual().map(Setup::version), row.actualState(), row.lastError()));
        return table.toString();
    }

    @Descriptor("installs an extension")
    public String install(
            @Descriptor(ACCEPT) @Parameter(names = "--accept", presentValue = "true", absentValue = "false")
                    boolean accept,
            @Descriptor(VERSION)
                    @Parameter(
                            names = {"-v", "--version"},
                            absentValue = "")
                    String version,
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the extension") String id) {
        Caller caller = callers.in(organization);
        return change(caller, () -> drafts.install(caller, id, order(version, accept)), accept(version, accept));
    }

    @Descriptor("upgrades an installed extension")
    public String upgrade(
            @Descriptor(ACCEPT) @Parameter(names = "--accept", presentValue = "true", absentValue = "false")
                    boolean accept,
            @Descriptor(VERSION)
                    @Parameter(
                            names = {"-v", "--version"},
                            absentValue = "")
                    String version,
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the extension") String id) {
        Caller caller = callers.in(organization);
        return change(caller, () -> drafts.update(caller, id, order(version, accept)), accept(version, accept));
    }

    @Descriptor("uninstalls an extension; its data is kept for the grace time")
    public String uninstall(
            @Descriptor("uninstalls the extensions that need it before it")
                    @Parameter(names = "--cascade", presentValue = "true", absentValue = "false")
                    boolean cascade,
            @Descriptor(IN)
                    @Parameter(
                            names = {"-o", "--organization"},
                            absentValue = "")
                    String organization,
            @Descriptor("id of the extension") String id) {
        Caller caller = callers.in(organization);
        return carryOut(caller, () -> drafts.uninstall(caller, id, cascade));
    }

    // Accepted is what was seen: there may be a newer version since, that asks for more.
    private static boolean accept(String version, boolean accept) {
        return accept && !version.isEmpty();
    }

    private String change(Caller caller, Supplier<Draft> thought, boolean accept) {
        Draft draft = thought.get();
        InstallPlan.Permissions asked = draft.plan().permissions();
        return asked.consentNeeded() && !accept ? question(draft, asked.required()) : carryOut(caller, thought);
    }

    private static String question(Draft draft, List<InstallPlan.Permissions.Asked> required) {
        return draft.plan().extensionId() + " " + draft.plan().version() + " requires:\n"
                + required.stream()
                        .map(each -> "  " + each.permission().resource() + " "
                                + each.permission().actions() + ": "
                                + each.reason().replaceAll("\\p{Cntrl}", " "))
                        .collect(Collectors.joining("\n"))
                + "\nAdd --accept --version " + draft.plan().version() + " to grant this.";
    }

    private String carryOut(Caller caller, Supplier<Draft> thought) {
        var placed = orders.place(caller, thought);
        var job = jobs.await(caller.organizationId(), placed.job().id(), PATIENCE);
        return switch (job.state()) {
            case SUCCEEDED ->
                placed.installation().extensionId() + " is "
                        + installations.byId(caller, placed.installation().id()).actualState();
            case FAILED -> "failed: " + job.error().message();
            case CANCELLED -> "cancelled";
            case QUEUED, RUNNING -> "goes on as the job " + job.id();
        };
    }

    private static InstallOrder order(String version, boolean accept) {
        return new InstallOrder(
                Optional.of(version).filter(text -> !text.isEmpty()),
                Optional.empty(),
                accept,
                List.of(),
                Optional.empty(),
                false);
    }
}
