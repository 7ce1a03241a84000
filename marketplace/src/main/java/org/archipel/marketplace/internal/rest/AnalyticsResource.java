package org.archipel.marketplace.internal.rest;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.analytics.Analytics;
import org.archipel.marketplace.internal.analytics.ExtensionFigures;
import org.archipel.marketplace.internal.model.Reach;
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

/** Extensions in figures. */
@Path("/marketplace/extensions/{id}/analytics")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: analytics")
@PlatformResource
@Component(service = AnalyticsResource.class)
public final class AnalyticsResource {
    private static final int DAYS_SHOWN = 30;
    private static final int MOST_DAYS = 400;

    private final Analytics analytics;

    @Activate
    public AnalyticsResource(@Reference Analytics analytics) {
        this.analytics = analytics;
    }

    @GET
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary(
            "Downloads, installations, calls, errors, latency and ratings of an extension, by version and day, for its publisher")
    public ExtensionFigures get(
            @PathParam("id") String id,
            @QueryParam("from") @Summary("First day of the figures; thirty days ago unless told otherwise") String from,
            @Context SecurityContext security) {
        return analytics.of(Caller.of(security), id, day(from));
    }

    @GET
    @Path("/{version}/organizations")
    @RequiresPermission(ApiPermission.MARKETPLACE_MANAGE)
    @Summary("The organizations that a version reached")
    public Page<Reach> reach(
            @PathParam("id") String id, @PathParam("version") String version, @BeanParam PageRequest page) {
        var after = page.after(1).map(key -> key.get(0)).orElse("");
        return page.page(
                analytics.reach(id, version, after, page.limit() + 1), reach -> List.of(reach.organizationId()));
    }

    private static LocalDate day(String text) {
        var today = LocalDate.now(ZoneOffset.UTC);
        if (text == null) {
            return today.minusDays(DAYS_SHOWN);
        }
        try {
            var day = LocalDate.parse(text);
            if (!day.isAfter(today) && day.isAfter(today.minusDays(MOST_DAYS))) {
                return day;
            }
        } catch (DateTimeParseException e) {
            throw new ValidationException("/from", "must be a day such as " + today);
        }
        throw new ValidationException("/from", "must be one of the last " + MOST_DAYS + " days");
    }
}
