package org.archipel.monitoring.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Who may see which figures. All of them: who has the scrape token, the setting {@code archipel.metrics.token}, and who manages all
 * organizations, unless they work in one. Others with the permission {@code metrics:read} see those of their organization.
 */
@Component(service = ScrapeAccess.class)
public final class ScrapeAccess {
    private static final String BEARER = "Bearer ";
    /** How long to wait until the platform may have started. */
    private static final Duration STARTING = Duration.ofSeconds(1);

    /** A shorter one could be guessed. */
    private static final int SHORTEST_TOKEN = 16;

    private final Optional<byte[]> token;

    // It comes late, with the database. A servlet that came with it would change the HTTP service while the JAX-RS
    // whiteboard starts.
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Authentication authentication;

    @Activate
    public ScrapeAccess(BundleContext context) {
        this(null, context.getProperty("archipel.metrics.token"));
    }

    ScrapeAccess(Authentication authentication, String token) {
        this.authentication = authentication;
        this.token = Optional.ofNullable(token)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(ScrapeAccess::checked);
    }

    private static byte[] checked(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "archipel.metrics.token needs " + SHORTEST_TOKEN + " characters at least");
        }
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The organization whose figures the caller may see; empty for all.
     *
     * @throws PlatformException if there is no credential, or it does not allow that
     */
    Optional<String> organization(Credentials credentials) {
        if (hasToken(credentials)) {
            return Optional.empty();
        }
        Authentication present = authentication;
        if (present == null) {
            throw new PlatformException(
                    ErrorCode.SYSTEM_ERROR, "The platform is starting; try again.", List.of(), STARTING, null);
        }
        Caller caller = present.authenticate(credentials);
        if (!caller.may(ApiPermission.METRICS_READ)) {
            throw new PlatformException(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "This needs the permission " + ApiPermission.METRICS_READ.wireName() + ".");
        }
        boolean all = caller.may(ApiPermission.ORGANIZATIONS_MANAGE)
                && credentials.organization().isEmpty();
        return all ? Optional.empty() : Optional.of(caller.organizationId());
    }

    private boolean hasToken(Credentials credentials) {
        return token.isPresent()
                && credentials
                        .authorization()
                        .filter(header -> header.startsWith(BEARER))
                        .map(header -> header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))
                        .filter(given -> MessageDigest.isEqual(given, token.get()))
                        .isPresent();
    }
}
