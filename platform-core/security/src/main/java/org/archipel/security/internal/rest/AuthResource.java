package org.archipel.security.internal.rest;

import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.archipel.api.error.NotFoundException;
import org.archipel.rest.AuthenticatedRoute;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.Summary;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.archipel.security.Organizations.Organization;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.identity.UserService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/auth}: what the platform knows of the caller. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Summary("Authentication")
@PlatformResource
@Component(service = AuthResource.class)
public final class AuthResource {
    private final Organizations organizations;
    private final UserService users;

    @Activate
    public AuthResource(@Reference Organizations organizations, @Reference UserService users) {
        this.organizations = organizations;
        this.users = users;
    }

    /**
     * The caller.
     *
     * @param organization the one that the request works in
     * @param permissions what the credential may do
     */
    public record Me(String actor, Organization organization, UserView user, List<String> permissions) {}

    @GET
    @Path("/me")
    @AuthenticatedRoute
    @Summary("Who the caller is and what the credential permits")
    public Me me(@Context SecurityContext security) {
        Caller caller = Caller.of(security);
        Optional<Organization> organization = organizations.find(caller.organizationId());
        return new Me(
                caller.actor(),
                organization.orElseThrow(() -> new NotFoundException("The organization was deleted.")),
                UserView.of(users.self(caller)),
                Grants.wireNames(caller.permissions()));
    }
}
