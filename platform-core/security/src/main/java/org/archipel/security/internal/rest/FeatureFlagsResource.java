package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Preconditions;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.Feature;
import org.archipel.security.internal.flag.FlagService;
import org.archipel.security.internal.flag.FlagService.Flag;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/feature-flags}. */
@Path("/feature-flags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Summary("Feature flags")
@PlatformResource
@Component(service = FeatureFlagsResource.class)
public final class FeatureFlagsResource {
    private final FlagService flags;

    @Activate
    public FeatureFlagsResource(@Reference FlagService flags) {
        this.flags = flags;
    }

    /** A flag, as it goes to the client. */
    public record FlagView(
            String name, String description, boolean enabled, Optional<Instant> updatedAt, Optional<String> updatedBy) {
        static FlagView of(Flag flag) {
            return new FlagView(
                    flag.feature().name(),
                    flag.feature().description(),
                    flag.enabled(),
                    flag.updatedAt(),
                    flag.updatedBy());
        }
    }

    /** What a client sends of a flag. */
    public record FlagBody(@JsonProperty(required = true) Boolean enabled) {}

    @GET
    @RequiresPermission(ApiPermission.FEATURE_FLAGS_READ)
    @Summary("All feature flags")
    public Page<FlagView> list(@BeanParam PageRequest page) {
        return page.pageOf(flags.list().stream().map(FlagView::of).toList(), FlagView::name);
    }

    @GET
    @Path("/{name}")
    @RequiresPermission(ApiPermission.FEATURE_FLAGS_READ)
    @Summary("A feature flag")
    @Answers(FlagView.class)
    public Response get(@PathParam("name") String name, @Context HttpHeaders headers) {
        Flag flag = flags.get(feature(name));
        return Preconditions.read(headers, EntityTags.of(flag.version()), FlagView.of(flag));
    }

    @PUT
    @Path("/{name}")
    @RequiresPermission(ApiPermission.FEATURE_FLAGS_WRITE)
    @Summary("Switches a part of the platform on or off, for the whole installation")
    @Answers(FlagView.class)
    public Response set(
            @PathParam("name") String name,
            FlagBody body,
            @Context SecurityContext security,
            @Context HttpHeaders headers) {
        Boolean enabled = Bodies.required(body).enabled();
        if (enabled == null) {
            throw new ValidationException("/enabled", "is required");
        }
        Flag flag = flags.set(Caller.of(security), feature(name), enabled, Bodies.unchanged(headers));
        return Response.ok(FlagView.of(flag)).tag(EntityTags.of(flag.version())).build();
    }

    private static Feature feature(String name) {
        return Stream.of(Feature.values())
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no such feature flag."));
    }
}
