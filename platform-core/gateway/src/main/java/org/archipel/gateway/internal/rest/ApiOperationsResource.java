package org.archipel.gateway.internal.rest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.cache.CacheVersions;
import org.archipel.gateway.internal.live.CacheInvalidation;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.metrics.ApiMetrics.Point;
import org.archipel.gateway.internal.metrics.SeenCallers.Seen;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.service.CustomApiService;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Custom APIs at work: their figures, their kept answers, their versions. */
@PlatformResource
@Component(service = ApiOperationsResource.class)
@Path("apis")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Custom APIs")
public class ApiOperationsResource {
    private static final Duration LONGEST = Duration.ofDays(7);

    private final CustomApiService apis;
    private final ApiMetrics metrics;
    private final CacheVersions versions;
    private final CacheInvalidation invalidation;

    @Activate
    public ApiOperationsResource(
            @Reference CustomApiService apis,
            @Reference ApiMetrics metrics,
            @Reference CacheVersions versions,
            @Reference CacheInvalidation invalidation) {
        this.apis = apis;
        this.metrics = metrics;
        this.versions = versions;
        this.invalidation = invalidation;
    }

    /** How many APIs dropped their answers. */
    public record Dropped(int apis) {}

    @GET
    @Path("{id}/metrics")
    @RequiresPermission(ApiPermission.APIS_READ)
    @Summary(
            "Shows requests, failures, times and cache hits of a custom API, minute by minute; the last hour unless told otherwise")
    public ApiFigures metrics(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @QueryParam("from") @Summary("Time where the figures begin; an hour before the end unless told otherwise")
                    String from,
            @QueryParam("to") @Summary("Time where they end; now unless told otherwise") String to) {
        Caller caller = Caller.of(security);
        CustomApi api = apis.get(caller, id);
        Instant end = instant("/to", to).orElseGet(() -> Instant.now().plusSeconds(60));
        Instant begin = instant("/from", from).orElseGet(() -> end.minus(Duration.ofHours(1)));
        if (begin.isAfter(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw new ValidationException("/from", "is at most seven days before 'to'");
        }
        List<Point> points = metrics.points(caller.organizationId(), api.id(), begin, end);
        return ApiFigures.of(points);
    }

    private static Optional<Instant> instant(String pointer, String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new ValidationException(pointer, "is a time such as 2026-01-31T12:00:00Z");
        }
    }

    /** Callers of an API. */
    public record Callers(List<Seen> items) {}

    @GET
    @Path("{id}/callers")
    @RequiresPermission(ApiPermission.APIS_READ)
    @Summary("Shows who called a custom API in the last thirty days, latest first")
    public Callers callers(@Context SecurityContext security, @PathParam("id") String id) {
        return new Callers(apis.callers(Caller.of(security), id));
    }

    @DELETE
    @Path("{id}/cache")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Drops the kept answers of a custom API")
    @Answers(status = 204)
    public Response drop(@Context SecurityContext security, @PathParam("id") String id) {
        Caller caller = Caller.of(security);
        CustomApi api = apis.get(caller, id);
        versions.next(caller.organizationId(), api.id());
        return Response.noContent().build();
    }

    @DELETE
    @Path("cache")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Drops the kept answers of all custom APIs with a tag")
    public Dropped dropTag(@Context SecurityContext security, @QueryParam("tag") @Summary("The tag") String tag) {
        if (tag == null || tag.isBlank()) {
            throw new ValidationException("/tag", "is required");
        }
        return new Dropped(invalidation.dropTag(Caller.of(security).organizationId(), tag));
    }

    @POST
    @Path("{id}/versions")
    @RequiresPermission(ApiPermission.APIS_WRITE)
    @Summary("Makes another major version of a custom API, which answers beside the present one")
    @Answers(value = CustomApiView.class, status = 201)
    public Response version(@Context SecurityContext security, @PathParam("id") String id, NewVersion wanted) {
        Caller caller = Caller.of(security);
        apis.get(caller, id);
        if (wanted == null || wanted.version() == null) {
            throw new ValidationException("/version", "is required");
        }
        CustomApi api = apis.newVersion(
                caller,
                id,
                wanted.version(),
                Optional.ofNullable(wanted.config()),
                Optional.ofNullable(wanted.deprecation()));
        return Response.created(URI.create("apis/" + api.id()))
                .tag(EntityTags.of(api.revision()))
                .entity(CustomApiView.of(api))
                .build();
    }
}
