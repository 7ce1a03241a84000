package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.model.MaintenanceWindow;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How an installed extension comes to new versions. */
@Path("/extensions/{id}/updates")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Extensions")
@PlatformResource
@Component(service = UpdatesResource.class)
public final class UpdatesResource {
    private final UpdatePolicies policies;

    @Activate
    public UpdatesResource(@Reference UpdatePolicies policies) {
        this.policies = policies;
    }

    /**
     * @param pinned keeps the version, also against an upgrade by hand
     * @param automatic NONE, PATCH or MINOR; NONE without it
     * @param window when versions may be taken; at any time without it
     */
    public record UpdatesBody(Boolean pinned, UpdatePolicy.Automatic automatic, WindowBody window) {
        public UpdatesBody {
            pinned = Boolean.TRUE.equals(pinned);
            automatic = automatic == null ? UpdatePolicy.Automatic.NONE : automatic;
        }
    }

    /**
     * @param days on which the hours begin; every day without them
     * @param from for example 22:00
     * @param to for example 04:00, then on the next day
     * @param zone for example Europe/Lisbon; UTC without it
     */
    public record WindowBody(
            Set<DayOfWeek> days,
            @JsonProperty(required = true) LocalTime from,
            @JsonProperty(required = true) LocalTime to,
            String zone) {}

    @GET
    @RequiresPermission(ApiPermission.EXTENSIONS_READ)
    @Summary("Whether an extension is pinned, and which versions it takes by itself")
    public UpdatePolicy get(@PathParam("id") String id, @Context SecurityContext security) {
        return policies.get(Caller.of(security), id);
    }

    @PUT
    @RequiresPermission(ApiPermission.EXTENSIONS_MANAGE)
    @Summary("Pins an extension, or says which versions it takes by itself and when")
    public UpdatePolicy put(@PathParam("id") String id, UpdatesBody body, @Context SecurityContext security) {
        if (body == null) {
            throw new ValidationException("", "a JSON object is required");
        }
        return policies.put(
                Caller.of(security),
                id,
                body.pinned(),
                body.automatic(),
                Optional.ofNullable(body.window()).map(UpdatesResource::window));
    }

    static MaintenanceWindow window(WindowBody body) {
        if (body.from() == null || body.to() == null) {
            throw new ValidationException("/window", "from and to are needed");
        }
        return new MaintenanceWindow(
                NoNulls.in("/window/days", body.days()), body.from(), body.to(), zone(body.zone()));
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneId.of("UTC") : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new ValidationException("/window/zone", "is no time zone");
        }
    }
}
