package org.archipel.security.internal.auth;

import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.archipel.security.internal.auth.Authenticator.Identity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the authenticators one after the other, and then for the organization to work in. */
@Component
public final class AuthenticationService implements Authentication {
    private final List<Authenticator> authenticators;
    private final Organizations organizations;

    @Activate
    public AuthenticationService(
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Authenticator> authenticators,
            @Reference Organizations organizations) {
        this.authenticators = List.copyOf(authenticators);
        this.organizations = organizations;
    }

    @Override
    public Caller authenticate(Credentials credentials) {
        Identity identity = authenticators.stream()
                .flatMap(authenticator -> authenticator.authenticate(credentials).stream())
                .findFirst()
                .orElseThrow(() -> unknown(credentials));
        return caller(identity, organization(identity, credentials.organization()), credentials);
    }

    /** Who did send something is told that it is not what is asked for. */
    private static PlatformException unknown(Credentials credentials) {
        String sent = credentials.authorization().isPresent() ? "What Authorization has is no API key. " : "";
        return new PlatformException(
                ErrorCode.AUTHENTICATION_ERROR,
                sent + "Send an API key, as Authorization: Bearer or as " + API_KEY_HEADER + ".");
    }

    @Override
    public Optional<Caller> authenticateAtOnce(Credentials credentials) {
        if (credentials.organization().isPresent()) {
            return Optional.empty();
        }
        for (Authenticator authenticator : authenticators) {
            Optional<Identity> identity = authenticator.authenticateAtOnce(credentials);
            if (identity.isPresent()) {
                return Optional.of(caller(identity.get(), identity.get().organizationId(), credentials));
            }
        }
        return Optional.empty();
    }

    private static Caller caller(Identity identity, String organizationId, Credentials credentials) {
        return new Caller(
                identity.actor(),
                organizationId,
                identity.userId(),
                identity.permissions(),
                credentials.ip(),
                credentials.requestId());
    }

    /** Another organization than one's own answers like one that does not exist, except to who manages them all. */
    private String organization(Identity identity, Optional<String> wanted) {
        Optional<String> name = wanted.map(String::strip).filter(text -> !text.isEmpty());
        if (name.isEmpty() || name.get().equals(identity.organizationId())) {
            return identity.organizationId();
        }
        return organizations
                .find(name.get())
                .map(Organizations.Organization::id)
                .filter(id -> id.equals(identity.organizationId())
                        || identity.permissions().contains(ApiPermission.ORGANIZATIONS_MANAGE))
                .orElseThrow(() -> new NotFoundException("There is no such organization."));
    }
}
