package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The signatures over a published version, for those who verify by themselves. */
@Path("/marketplace/extensions/{id}/versions/{version}/signatures")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: signatures and revocations")
@PlatformResource
@Component(service = SignaturesResource.class)
public final class SignaturesResource {
    private final Catalogue catalogue;
    private final PackageTrust trust;

    @Activate
    public SignaturesResource(@Reference Catalogue catalogue, @Reference PackageTrust trust) {
        this.catalogue = catalogue;
        this.trust = trust;
    }

    /** Keys are X.509 in base64. */
    public record Signatures(
            @JsonInclude(JsonInclude.Include.NON_NULL) PackageSignature publisher,
            @JsonInclude(JsonInclude.Include.NON_NULL) String publisherKey,
            @JsonInclude(JsonInclude.Include.NON_NULL) PackageSignature marketplace,
            @JsonInclude(JsonInclude.Include.NON_NULL) String marketplaceKey) {}

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The publisher's and the marketplace's signature over a version, with the keys that verify them")
    public Signatures get(@PathParam("id") String id, @PathParam("version") String number) {
        var version = catalogue.version(id, number);
        var both = trust.signatures(version);
        return new Signatures(
                both.publisher().orElse(null),
                both.publisher()
                        .flatMap(signature -> trust.publicKey(version, signature))
                        .orElse(null),
                both.countersignature().orElse(null),
                both.countersignature()
                        .flatMap(signature -> trust.publicKey(version, signature))
                        .orElse(null));
    }
}
