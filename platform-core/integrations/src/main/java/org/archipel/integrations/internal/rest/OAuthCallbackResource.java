package org.archipel.integrations.internal.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Cookie;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.archipel.base.Sha256;
import org.archipel.integrations.internal.oauth.OAuthConnections;
import org.archipel.integrations.internal.oauth.OAuthConnections.Outcome;
import org.archipel.integrations.internal.store.Json;
import org.archipel.rest.Answers;
import org.archipel.rest.AnyQuery;
import org.archipel.rest.PlatformResource;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.Summary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where providers send a person back to. The browser brings no credential: the signed state tells whose connection it is, and a cookie
 * that it is the browser in which it was begun. The page tells the window that opened it, of the same origin only, and closes itself.
 */
@PlatformResource
@Component(service = OAuthCallbackResource.class)
@Path("oauth/callback")
@Summary("OAuth2 connections")
public class OAuthCallbackResource {
    private static final String SCRIPT = "const o=JSON.parse(document.getElementById('outcome').textContent);"
            + "if(window.opener){window.opener.postMessage(o,window.location.origin);window.close();}";

    private final OAuthConnections connections;

    @Activate
    public OAuthCallbackResource(@Reference OAuthConnections connections) {
        this.connections = connections;
    }

    /** Providers add parameters of their own, such as the scope or a session. */
    @GET
    @AnyQuery
    @Produces(MediaType.TEXT_HTML)
    @PublicRoute
    @Summary("Completes a connection that was begun; its state serves once")
    @Answers(String.class)
    public Response back(
            @QueryParam("state") @Summary("What the provider was given") String state,
            @QueryParam("code") @Summary("For which the tokens are fetched") String code,
            @QueryParam("error") @Summary("Why the provider refused") String error,
            @Context HttpHeaders headers) {
        Map<String, String> cookies = headers.getCookies().values().stream()
                .filter(cookie -> cookie.getValue() != null)
                .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (one, other) -> one));
        Outcome outcome = connections.complete(
                Optional.ofNullable(state), Optional.ofNullable(code), Optional.ofNullable(error), cookies);
        // A page for a person either way; what it says is told to the window behind it as well.
        return OAuthPage.of(body(outcome), "script-src '" + scriptHash() + "'").build();
    }

    private static String body(Outcome outcome) {
        var data = Json.object().put("type", "archipel.oauth");
        data.put("connected", outcome.failure().isEmpty());
        outcome.integrationId().ifPresent(id -> data.put("integrationId", id));
        outcome.failure().ifPresent(reason -> data.put("failure", reason));
        String text = outcome.failure().orElse("The integration is connected. You can close this window.");
        return "<p>" + OAuthPage.escaped(text) + "</p>"
                + "<script type=\"application/json\" id=\"outcome\">"
                + data.toString().replace("<", "\\u003c") + "</script><script>" + SCRIPT + "</script>";
    }

    private static String scriptHash() {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(SCRIPT.getBytes(StandardCharsets.UTF_8)));
    }
}
