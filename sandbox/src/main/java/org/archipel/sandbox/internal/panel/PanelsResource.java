package org.archipel.sandbox.internal.panel;

import java.util.Comparator;
import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The panels that the organization's extensions contribute to the console. */
@Path("/extensions/panels")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions: contributions")
@PlatformResource
@Component(service = PanelsResource.class)
public final class PanelsResource {
    private final Panels panels;
    private final PanelTickets tickets;

    @Activate
    public PanelsResource(@Reference Panels panels, @Reference PanelTickets tickets) {
        this.panels = panels;
        this.tickets = tickets;
    }

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_USE)
    @Summary("The panels for a place in the console, or all")
    public Page<PanelView> list(
            @QueryParam("slot") String slot, @BeanParam PageRequest page, @Context SecurityContext security) {
        List<PanelView> views = panels.of(Caller.of(security).organizationId()).stream()
                .flatMap(served -> served.granted().stream()
                        .filter(panel -> slot == null || panel.slot().equals(slot))
                        .map(panel -> view(served.island().installation(), panel)))
                .sorted(Comparator.comparing(PanelsResource::key))
                .toList();
        return page.pageOf(views, PanelsResource::key);
    }

    private static String key(PanelView panel) {
        return panel.extensionId() + " " + panel.name();
    }

    private PanelView view(InstallationInfo installation, Panel panel) {
        String base = PanelServlet.PREFIX + "/" + tickets.issue(installation) + "/" + installation.installationId()
                + "/" + installation.version();
        return new PanelView(
                installation.extensionId(),
                installation.version(),
                panel.name(),
                panel.title(),
                panel.slot(),
                base + "/" + panel.entry(),
                "/api/x/" + installation.extensionId() + "/");
    }
}
