package org.archipel.marketplace.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.BeanParam;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.Page;
import org.archipel.rest.PageRequest;
import org.archipel.rest.PlatformApi;
import org.archipel.rest.RequiresPermission;
import org.archipel.rest.Summary;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsApplicationSelect;
import org.osgi.service.jaxrs.whiteboard.propertytypes.JaxrsResource;

/** The catalogue of published extensions. */
@Path("/marketplace/extensions")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Catalogue of extensions")
@JaxrsResource
@JaxrsApplicationSelect(PlatformApi.SELECT)
@Component(service = CatalogueResource.class)
public final class CatalogueResource {
    private final Catalogue catalogue;
    private final PermissionVocabulary vocabulary;

    @Activate
    public CatalogueResource(@Reference Catalogue catalogue, @Reference PermissionVocabulary vocabulary) {
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
    }

    @GET
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("Searches the catalogue")
    public Page<ExtensionView> search(
            @BeanParam PageRequest page,
            @QueryParam("category") String category,
            @QueryParam("publisher") String publisher) {
        var query = new CatalogueQuery(
                page.query(),
                Optional.ofNullable(category),
                Optional.ofNullable(publisher),
                page.after(1).map(key -> key.get(0)).orElse(""),
                page.limit());
        var found = catalogue.search(query);
        return page.page(found.entries(), (CatalogueEntry entry) -> List.of(entry.id()))
                .map(entry -> ExtensionView.of(entry, found.installations().getOrDefault(entry.id(), 0L)));
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("An extension with its published versions")
    public ExtensionDetails get(@PathParam("id") String id) {
        var entry = catalogue.extension(id);
        return new ExtensionDetails(ExtensionView.of(entry, catalogue.activeInstallations(id)), views(id));
    }

    @GET
    @Path("/{id}/versions")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("The published versions of an extension, the newest first")
    public Page<VersionView> versions(@PathParam("id") String id) {
        return new Page<>(views(catalogue.extension(id).id()), null);
    }

    @GET
    @Path("/{id}/versions/{version}")
    @RequiresPermission(ApiPermission.MARKETPLACE_READ)
    @Summary("A published version, with its permissions in words")
    public VersionView version(@PathParam("id") String id, @PathParam("version") String version) {
        return VersionView.of(catalogue.version(id, version), vocabulary);
    }

    private List<VersionView> views(String id) {
        return catalogue.versions(id).stream()
                .map(version -> VersionView.of(version, vocabulary))
                .toList();
    }
}
