package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.archipel.security.Signatures;

/**
 * Connections that persons began and have not completed: each is bound by signatures to who began it, to the integration, and to one
 * browser, and is good once, for ten minutes.
 */
final class Invitations {
    private static final Duration STATE_LIFE = Duration.ofMinutes(10);
    private static final String PURPOSE = "oauth-state";
    private static final String INVITATION = "oauth-invitation";

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final CredentialVault vault;
    private final Signatures signatures;
    private final ProviderAccess access;
    private final Clock clock;

    Invitations(
            UnitOfWork work,
            IntegrationStore integrations,
            ConnectorRegistry connectors,
            CredentialVault vault,
            Signatures signatures,
            ProviderAccess access,
            Clock clock) {
        this.work = work;
        this.integrations = integrations;
        this.connectors = connectors;
        this.vault = vault;
        this.signatures = signatures;
        this.access = access;
        this.clock = clock;
    }

    /** @param redirectUri the platform's own callback */
    Invitation invite(Caller caller, Integration integration, URI redirectUri) {
        AuthorizationCode authentication = access.byConsent(integration, connectors.require(integration))
                .consent()
                .orElseThrow();
        ObjectNode credentials = access.credentials(integration);
        String clientId = credentials.path(authentication.clientIdField()).asText("");
        if (clientId.isEmpty()) {
            throw new ConflictException("The integration's credentials have no '" + authentication.clientIdField()
                    + "' yet; the provider needs it.");
        }
        Instant now = Timestamps.stored(clock.instant());
        ConnectionState state = new ConnectionState(
                Pkce.random(),
                integration.organizationId(),
                integration.id(),
                caller.actor(),
                caller.userId(),
                redirectUri.toString(),
                Instant.ofEpochMilli(now.plus(STATE_LIFE).toEpochMilli()));
        String verifier = Pkce.verifier();
        work.run(transaction -> {
            purge(transaction, now);
            state.insert(transaction);
            vault.put(
                    transaction,
                    state.organizationId(),
                    state.verifierReference(),
                    Json.object().put("verifier", verifier));
        });
        String ticket = state.id() + "." + signatures.sign(INVITATION, state.signedText());
        return new Invitation(redirectUri.resolve("begin?invitation=" + encode(ticket)), state.expiresAt());
    }

    /**
     * A browser follows an invitation. Each time it gets a secret of its own, which the state for the provider is bound to: the provider's
     * address, given to somebody else, is of no use there.
     *
     * @return empty if the invitation is none, was used already, or is too old
     */
    Optional<Beginning> begin(String invitation) {
        return state(invitation, ConnectionState::find)
                .filter(known -> signatures.verify(INVITATION, known.value().signedText(), known.signature()))
                .map(known -> beginning(known.value()));
    }

    private Beginning beginning(ConnectionState state) {
        Integration integration = integrations.get(state.organizationId(), state.integrationId());
        AuthorizationCode authentication = access.byConsent(integration, connectors.require(integration))
                .consent()
                .orElseThrow();
        String clientId = access.credentials(integration)
                .path(authentication.clientIdField())
                .asText("");
        String verifier = vault.open(state.organizationId(), state.verifierReference())
                .path("verifier")
                .asText();
        String secret = Pkce.random();
        String signed = state.id() + "." + signatures.sign(PURPOSE, state.signedText(secret));
        URI callback = URI.create(state.redirectUri());
        return new Beginning(
                address(authentication.provider(), clientId, callback, signed, verifier),
                integration.name(),
                state.actor(),
                callback,
                state.cookieName(),
                secret,
                state.expiresAt());
    }

    private static URI address(OAuth2 provider, String clientId, URI redirectUri, String state, String verifier) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", redirectUri.toString());
        if (!provider.scopes().isEmpty()) {
            parameters.put("scope", String.join(provider.scopeSeparator(), provider.scopes()));
        }
        parameters.putAll(provider.authorizeParameters());
        parameters.put("state", state);
        if (provider.pkce()) {
            parameters.put("code_challenge", Pkce.challenge(verifier));
            parameters.put("code_challenge_method", Pkce.METHOD);
        }
        String query = parameters.entrySet().stream()
                .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        String url = provider.authorizeUrl();
        return URI.create(url + (url.contains("?") ? "&" : "?") + query);
    }

    /** The connection that a browser comes back with, if it is the one that began it; a second time there is none. */
    Optional<ConnectionState> take(String signed, Map<String, String> cookies) {
        return state(signed, ConnectionState::take)
                .filter(known -> {
                    String secret = cookies.getOrDefault(known.value().cookieName(), "");
                    return !secret.isEmpty()
                            && signatures.verify(PURPOSE, known.value().signedText(secret), known.signature());
                })
                .map(Signed::value);
    }

    private record Signed(ConnectionState value, String signature) {}

    private Optional<Signed> state(String signed, BiFunction<Transaction, String, Optional<ConnectionState>> access) {
        int dot = signed.indexOf('.');
        if (dot < 1 || signed.length() > 200) {
            return Optional.empty();
        }
        return work.<Optional<ConnectionState>>call(transaction -> access.apply(transaction, signed.substring(0, dot)))
                .filter(state -> clock.instant().isBefore(state.expiresAt()))
                .map(state -> new Signed(state, signed.substring(dot + 1)));
    }

    /** Connections that nobody came back for. */
    private void purge(Transaction transaction, Instant now) {
        for (ConnectionState old : ConnectionState.expired(transaction, now)) {
            ConnectionState.take(transaction, old.id());
            vault.delete(transaction, old.organizationId(), old.verifierReference());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
