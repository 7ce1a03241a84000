package org.archipel.integrations.internal.rest;

import java.time.Duration;
import java.time.Instant;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.integrations.internal.oauth.Beginning;
import org.archipel.integrations.internal.oauth.OAuthConnections;
import org.archipel.rest.Answers;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where a browser begins a connection: it gets the cookie without which it cannot complete it, and the person is told whose integration is
 * about to get their account. That takes a click: an address that somebody else sent does not lead on by itself.
 */
@PlatformResource
@Component(service = OAuthBeginResource.class)
@Path("oauth/begin")
@Summary("OAuth2 connections")
public class OAuthBeginResource {
    private static final String UNKNOWN = "<p>This connection was not begun here, was used already, or is too old.</p>";

    private final OAuthConnections connections;

    @Activate
    public OAuthBeginResource(@Reference OAuthConnections connections) {
        this.connections = connections;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PublicRoute
    @Summary("Asks a person whether to connect, and leads on to the provider")
    @Answers(String.class)
    public Response begin(
            @QueryParam("invitation") @Summary("What the answer to the wish to connect said") String invitation) {
        return connections
                .begin(invitation == null ? "" : invitation)
                .map(beginning -> OAuthPage.of(body(beginning), "").header("Set-Cookie", cookie(beginning)))
                .orElseGet(() -> OAuthPage.of(UNKNOWN, ""))
                .build();
    }

    private static String body(Beginning beginning) {
        return "<p>The integration <b>" + OAuthPage.escaped(beginning.integration())
                + "</b> is about to be connected to an account of yours, as <b>"
                + OAuthPage.escaped(beginning.startedBy())
                + "</b> asked. Go on only if that was you: whoever may use the integration may use the account through it.</p>"
                + "<p><a href=\""
                + OAuthPage.escaped(beginning.authorizationUrl().toString())
                + "\">Go on to the provider</a></p>";
    }

    /** For the callback alone, also when the provider sends the browser there (RFC 6265bis, Lax). */
    private static String cookie(Beginning beginning) {
        long seconds = Math.max(
                0, Duration.between(Instant.now(), beginning.expiresAt()).toSeconds());
        boolean secure = "https".equalsIgnoreCase(beginning.callback().getScheme());
        return beginning.cookieName() + "=" + beginning.cookie() + "; Path="
                + beginning.callback().getRawPath() + "; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
