package org.archipel.marketplace.internal.rest;

import java.util.List;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.catalogue.CatalogueIndex;
import org.archipel.marketplace.internal.catalogue.PackageImages;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.rest.Answers;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The catalogue of published extensions. */
@Path("/marketplace/extensions")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Marketplace: catalogue")
@PlatformResource
@Component(service = CatalogueResource.class)
public final class CatalogueResource {
    private final Catalogue catalogue;
    private final PackageImages images;
    private final PermissionVocabulary vocabulary;

    @Activate
    public CatalogueResource(
            @Reference Catalogue catalogue,
            @Reference PackageImages images,
            @Reference PermissionVocabulary vocabulary) {
        this.catalogue = catalogue;
        this.images = images;
        this.vocabulary = vocabulary;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("Searches the catalogue")
    public Page<ExtensionView> search(@BeanParam PageRequest page, @BeanParam CatalogueParameters parameters) {
        return page(page, catalogue.search(parameters.query(page)));
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("An extension with its documentation and its published versions")
    public ExtensionDetails get(@PathParam("id") String id) {
        var listing = catalogue.extension(id);
        var versions = catalogue.versions(id);
        return new ExtensionDetails(
                ExtensionView.of(listing),
                VersionTexts.of(catalogue.version(id, listing.latestVersion())),
                catalogue.countDependents(id),
                views(id, versions));
    }

    @GET
    @Path("/{id}/dependents")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The extensions that need an extension")
    public Page<ExtensionView> dependents(@PathParam("id") String id, @BeanParam PageRequest page) {
        var known = catalogue.extension(id).id();
        return page(page, catalogue.search(CatalogueQuery.dependents(known, page.after(2), page.limit())));
    }

    @GET
    @Path("/{id}/versions")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The published versions of an extension, the newest first")
    public Page<VersionView> versions(@PathParam("id") String id, @BeanParam PageRequest page) {
        var known = catalogue.extension(id).id();
        var after = page.after(1).map(key -> number(key.get(0)));
        return page.page(views(id, catalogue.versions(known, after, page.limit())), view -> List.of(view.version()));
    }

    private static Version number(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new ValidationException("/cursor", "is none of this list");
        }
    }

    @GET
    @Path("/{id}/versions/{version}")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("A published version, with its permissions in words")
    public VersionView version(@PathParam("id") String id, @PathParam("version") String version) {
        return views(id, List.of(catalogue.version(id, version))).get(0);
    }

    @GET
    @Path("/{id}/versions/{version}/texts")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("Documentation, changelog and screenshots of a published version")
    public VersionTexts texts(@PathParam("id") String id, @PathParam("version") String version) {
        return VersionTexts.of(catalogue.version(id, version));
    }

    @GET
    @Path("/{id}/versions/{version}/icon")
    @Produces({"image/png", "image/jpeg", "image/gif", "image/webp"})
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The icon of a published version")
    @Answers(byte[].class)
    public Response icon(@PathParam("id") String id, @PathParam("version") String version) {
        return answer(images.icon(catalogue.version(id, version)));
    }

    @GET
    @Path("/{id}/versions/{version}/screenshots/{number}")
    @Produces({"image/png", "image/jpeg", "image/gif", "image/webp"})
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("A screenshot of a published version")
    @Answers(byte[].class)
    public Response screenshot(
            @PathParam("id") String id,
            @PathParam("version") String version,
            @PathParam("number") @Summary("Which one, from 0") String number) {
        var published = catalogue.version(id, version);
        if (!number.matches("[0-9]{1,2}")) {
            throw new NotFoundException("the version has no such image");
        }
        return answer(images.screenshot(published, Integer.parseInt(number)));
    }

    /** What was published under a version never changes. */
    private static Response answer(PackageImages.Image image) {
        return Response.ok(image.content(), image.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    private static Page<ExtensionView> page(PageRequest page, List<CatalogueIndex.Hit> hits) {
        return page.page(hits, CatalogueIndex.Hit::key).map(hit -> ExtensionView.of(hit.listing()));
    }

    private List<VersionView> views(String id, List<ExtensionVersion> versions) {
        var revoked = catalogue.revoked(id);
        return versions.stream()
                .map(version -> VersionView.published(version, revoked.contains(version.version()), vocabulary))
                .toList();
    }
}
