package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.LiveChanges;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.InstallPlan;
import org.archipel.messaging.Job;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.ExtensionLogs;
import org.archipel.sandbox.ExtensionStatistics;
import org.archipel.sandbox.ExtensionUsage;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the organization has installed, and what can be changed of it while it runs. */
@Path("/extensions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions")
@PlatformResource
@Component(service = ExtensionsResource.class)
public final class ExtensionsResource {
    private final Installations installations;
    private final LiveChanges changes;
    private final Drafts drafts;
    private final OrderAnswers answers;
    private final ExtensionLogs logs;
    private final ExtensionStatistics statistics;
    private final ExtensionUsage usage;

    @Activate
    public ExtensionsResource(
            @Reference Installations installations,
            @Reference LiveChanges changes,
            @Reference Drafts drafts,
            @Reference OrderAnswers answers,
            @Reference ExtensionLogs logs,
            @Reference ExtensionStatistics statistics,
            @Reference ExtensionUsage usage) {
        this.usage = usage;
        this.logs = logs;
        this.statistics = statistics;
        this.installations = installations;
        this.changes = changes;
        this.drafts = drafts;
        this.answers = answers;
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The organization's extensions")
    public Page<InstallationView> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        var after = page.after(1).map(key -> key.get(0)).orElse("");
        var found = installations.list(Caller.of(security), after, page.limit());
        return page.page(found, (Installation row) -> List.of(row.extensionId()))
                .map(InstallationView::of);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("An installed extension")
    @Answers(InstallationView.class)
    public Response get(@PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        var installation = installations.get(Caller.of(security), id);
        return Preconditions.read(headers, OrderAnswers.tag(installation), InstallationView.of(installation));
    }

    @GET
    @Path("/{id}/config")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The configuration of an installed extension")
    @Answers(ObjectNode.class)
    public Response config(
            @PathParam("id") String id, @Context SecurityContext security, @Context HttpHeaders headers) {
        var installation = installations.get(Caller.of(security), id);
        var view = InstallationView.of(installation);
        return Preconditions.read(headers, OrderAnswers.tag(installation), view.config());
    }

    @PUT
    @Path("/{id}/config")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Replaces the configuration; the extension sees it at its next call")
    @Answers(InstallationView.class)
    public Response configure(
            @PathParam("id") String id,
            ObjectNode config,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        if (config == null) {
            throw new ValidationException("", "the configuration is missing");
        }
        return OrderAnswers.answer(changes.configure(
                Caller.of(security), id, config, present -> Preconditions.check(headers, OrderAnswers.tag(present))));
    }

    @GET
    @Path("/{id}/permissions")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("What an installed extension asks for and what it is granted")
    @Answers(InstallPlan.Permissions.class)
    public Response permissions(@PathParam("id") String id, @Context SecurityContext security) {
        return Response.ok(drafts.permissions(Caller.of(security), id)).build();
    }

    @PUT
    @Path("/{id}/permissions")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Replaces what is granted, effective at the next call")
    @Answers(InstallationView.class)
    public Response grant(
            @PathParam("id") String id,
            GrantsBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        if (body == null || body.grants() == null) {
            throw new ValidationException("/grants", "say what is granted; an empty list grants nothing");
        }
        return OrderAnswers.answer(changes.grant(
                Caller.of(security),
                id,
                NoNulls.in("/grants", body.grants()),
                present -> Preconditions.check(headers, OrderAnswers.tag(present))));
    }

    @GET
    @Path("/{id}/logs")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("The last lines that an extension wrote on this node, the oldest of them first")
    public Page<ExtensionLogs.Entry> logs(
            @PathParam("id") String id, @BeanParam PageRequest page, @Context SecurityContext security) {
        var installation = installations.get(Caller.of(security), id);
        return new Page<>(logs.tail(installation.organizationId(), installation.id(), page.limit()), null);
    }

    @GET
    @Path("/{id}/statistics")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("What an extension's calls cost on this node since it started")
    public ExtensionStatistics.Figures statistics(@PathParam("id") String id, @Context SecurityContext security) {
        var installation = installations.get(Caller.of(security), id);
        return statistics.of(installation.organizationId(), installation.id()).orElse(ExtensionStatistics.Figures.NONE);
    }

    @GET
    @Path("/{id}/usage")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("What an extension used on all nodes since it was installed, in all and by day")
    public ExtensionUsage.UsageReport usage(@PathParam("id") String id, @Context SecurityContext security) {
        var installation = installations.get(Caller.of(security), id);
        return usage.of(installation.organizationId(), installation.id());
    }

    @GET
    @Path("/usage")
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("What each of the organization's extensions used on all nodes since it was installed")
    public Page<UsageView> organizationUsage(@BeanParam PageRequest page, @Context SecurityContext security) {
        var caller = Caller.of(security);
        var after = page.after(1).map(key -> key.get(0)).orElse("");
        var found = installations.list(caller, after, page.limit());
        var used = usage.ofOrganization(caller.organizationId());
        return page.page(found, (Installation row) -> List.of(row.extensionId()))
                .map(row -> UsageView.of(row, used));
    }

    @POST
    @Path("/{id}/enable")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Lets a disabled, failed or suspended extension work again")
    @Answers(value = InstallationView.class, accepted = Job.class)
    public Response enable(
            @PathParam("id") String id,
            @QueryParam("wait") Integer wait,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        OrderAnswers.checkWait(wait);
        var caller = Caller.of(security);
        return answers.place(caller, () -> drafts.enable(caller, id), wait, headers);
    }

    @POST
    @Path("/{id}/disable")
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Stops an extension without uninstalling it")
    @Answers(value = InstallationView.class, accepted = Job.class)
    public Response disable(
            @PathParam("id") String id,
            @QueryParam("wait") Integer wait,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        OrderAnswers.checkWait(wait);
        var caller = Caller.of(security);
        return answers.place(caller, () -> drafts.disable(caller, id), wait, headers);
    }
}
