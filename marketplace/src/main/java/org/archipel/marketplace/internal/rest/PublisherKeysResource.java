package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.trust.PublisherKeys;
import org.archipel.rest.Answers;
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

/** The public keys with which the organization signs its packages. */
@Path("/marketplace/publisher-keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: publishers")
@PlatformResource
@Component(service = PublisherKeysResource.class)
public final class PublisherKeysResource {
    private final PublisherKeys keys;

    @Activate
    public PublisherKeysResource(@Reference PublisherKeys keys) {
        this.keys = keys;
    }

    /** @param publicKey Ed25519, X.509 in base64, with or without PEM lines */
    public record KeyBody(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String publicKey) {}

    /** @param since what was published before stays trusted; absent for nothing */
    public record RevocationBody(
            @JsonProperty(required = true) String reason, Instant since) {}

    @GET
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("The organization's keys, the oldest first")
    public Page<PublisherKey> list(@BeanParam PageRequest page, @Context SecurityContext security) {
        Optional<String> after = page.after(1).map(key -> key.get(0));
        return page.page(keys.list(Caller.of(security), after, page.limit()), key -> List.of(key.keyId()));
    }

    @POST
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Registers a key")
    @Answers(value = PublisherKey.class, status = 201, or = 200)
    public Response register(KeyBody body, @Context SecurityContext security) {
        var given = required(body);
        var registered = keys.register(Caller.of(security), given.name(), given.publicKey());
        return Response.status(registered.created() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create(
                        "marketplace/publisher-keys/" + registered.key().keyId()))
                .entity(registered.key())
                .build();
    }

    @GET
    @Path("/{keyId}")
    @RequiresPermission(ApiPermission.SUBMISSIONS_READ)
    @Summary("A key of the organization")
    public PublisherKey get(@PathParam("keyId") String keyId, @Context SecurityContext security) {
        return keys.get(Caller.of(security), keyId);
    }

    @POST
    @Path("/{keyId}/retire")
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Lets a key sign nothing new; what it signed stays good")
    public PublisherKey retire(@PathParam("keyId") String keyId, @Context SecurityContext security) {
        return keys.retire(Caller.of(security), keyId);
    }

    @POST
    @Path("/{keyId}/revoke")
    @RequiresPermission(ApiPermission.SUBMISSIONS_WRITE)
    @Summary("Takes the trust from a key, and from what it signed")
    public PublisherKey revoke(
            @PathParam("keyId") String keyId, RevocationBody body, @Context SecurityContext security) {
        var given = required(body);
        return keys.revoke(Caller.of(security), keyId, given.reason(), Optional.ofNullable(given.since()));
    }

    private static <T> T required(T body) {
        if (body == null) {
            throw new ValidationException("", "a JSON object is required");
        }
        return body;
    }
}
