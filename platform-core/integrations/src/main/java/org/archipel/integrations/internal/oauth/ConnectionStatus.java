package org.archipel.integrations.internal.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.integrations.internal.model.Integration;

/**
 * How it stands with the connection of an integration, and what to do about it.
 *
 * @param provider host that a person consents at; empty where no consent is asked for, or it cannot be told yet
 * @param scopes those that the provider gave, or were asked for where it does not tell; those that will be asked for, while nothing is
 *     connected
 * @param expiresAt when the present access token ends, which the platform refreshes by itself; empty while nothing is connected or where
 *     it does not end
 * @param next what a person has to do, as a sentence; empty if nothing
 * @param connection what can be taken back, in each state; empty if there is nothing
 */
public record ConnectionStatus(
        State status,
        Optional<String> provider,
        List<String> scopes,
        Optional<Instant> expiresAt,
        Optional<String> next,
        Optional<Grant> connection) {
    public ConnectionStatus {
        scopes = List.copyOf(scopes);
    }

    /** How it stands. */
    public enum State {
        /** The integration proves itself without the consent of a person. */
        NOT_NEEDED,
        /** Something is to be set before a person can connect it. */
        INCOMPLETE,
        /** A person can connect it. */
        NOT_CONNECTED,
        /** The platform has tokens and keeps them fresh. */
        CONNECTED,
        /** The provider takes the tokens no more. */
        FAILED
    }

    static ConnectionStatus notNeeded(Optional<Grant> connection) {
        return new ConnectionStatus(
                State.NOT_NEEDED, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), connection);
    }

    static ConnectionStatus incomplete(String next, Optional<Grant> connection) {
        return new ConnectionStatus(
                State.INCOMPLETE, Optional.empty(), List.of(), Optional.empty(), Optional.of(next), connection);
    }

    static ConnectionStatus incomplete(AuthorizationCode authentication) {
        return new ConnectionStatus(
                State.INCOMPLETE,
                ProviderAccess.consentHost(authentication),
                authentication.provider().scopes(),
                Optional.empty(),
                Optional.of("Store '" + authentication.clientIdField() + "' among the integration's credentials."),
                Optional.empty());
    }

    static ConnectionStatus unconnected(AuthorizationCode authentication, Integration integration) {
        return new ConnectionStatus(
                State.NOT_CONNECTED,
                ProviderAccess.consentHost(authentication),
                authentication.provider().scopes(),
                Optional.empty(),
                Optional.of("Connect it" + by(integration)),
                Optional.empty());
    }

    static ConnectionStatus of(AuthorizationCode authentication, Grant grant, Integration integration) {
        boolean failed = grant.state() == Grant.State.FAILED;
        return new ConnectionStatus(
                failed ? State.FAILED : State.CONNECTED,
                ProviderAccess.consentHost(authentication),
                scopes(authentication, grant),
                failed ? Optional.empty() : grant.expiresAt(),
                failed ? Optional.of("Connect it again" + by(integration)) : Optional.empty(),
                Optional.of(grant));
    }

    private static String by(Integration integration) {
        return ": POST /api/integrations/" + integration.id()
                + "/oauth/connect answers the address that a person opens in a browser.";
    }

    /** A provider that tells none gave those that it was asked for (RFC 6749, section 5.1). */
    private static List<String> scopes(AuthorizationCode authentication, Grant grant) {
        List<String> given = List.of(grant.scopes().split("[ ,]+")).stream()
                .filter(scope -> !scope.isEmpty())
                .toList();
        return given.isEmpty() ? authentication.provider().scopes() : given;
    }
}
