package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.connector.OAuth2;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpClient;
import org.archipel.integrations.internal.connector.AuthenticationChoice;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.sandbox.Egress;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.archipel.security.Signatures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connects integrations by the consent of a person at the provider, and takes connections back. */
@Component(service = OAuthConnections.class)
public class OAuthConnections {
    private static final Duration STATE_LIFE = Duration.ofMinutes(10);
    private static final String PURPOSE = "oauth-state";
    private static final String INVITATION = "oauth-invitation";
    private static final int MAX_CODE = 4096;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final CredentialVault vault;
    private final Signatures signatures;
    private final Egress egress;
    private final OAuthTokens tokens;
    private final AuthenticationFailures failures;
    private final AuditLog audit;
    private final IntegrationLog log;
    private final GrantStore grants = new GrantStore();
    private final Clock clock;

    @Activate
    public OAuthConnections(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference CredentialVault vault,
            @Reference Signatures signatures,
            @Reference Egress egress,
            @Reference OAuthTokens tokens,
            @Reference AuthenticationFailures failures,
            @Reference AuditLog audit,
            @Reference IntegrationLog log) {
        this(
                work,
                integrations,
                connectors,
                vault,
                signatures,
                egress,
                tokens,
                failures,
                audit,
                log,
                Clock.systemUTC());
    }

    OAuthConnections(
            UnitOfWork work,
            IntegrationStore integrations,
            ConnectorRegistry connectors,
            CredentialVault vault,
            Signatures signatures,
            Egress egress,
            OAuthTokens tokens,
            AuthenticationFailures failures,
            AuditLog audit,
            IntegrationLog log,
            Clock clock) {
        this.work = work;
        this.integrations = integrations;
        this.connectors = connectors;
        this.vault = vault;
        this.signatures = signatures;
        this.egress = egress;
        this.tokens = tokens;
        this.failures = failures;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Where a person begins to consent, and until when.
     *
     * @param authorizationUrl an address of the platform, to be opened in the browser that is to complete the connection
     */
    public record Invitation(URI authorizationUrl, Instant expiresAt) {}

    /** What became of a connection: which integration, and why it failed if it did. */
    public record Outcome(Optional<String> integrationId, Optional<String> failure) {}

    /** @param redirectUri the platform's own callback */
    public Invitation invite(Caller caller, Integration integration, URI redirectUri) {
        AuthorizationCode authentication = authentication(integration, connectors.require(integration));
        ObjectNode credentials = credentials(integration);
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
    public Optional<Beginning> begin(String invitation) {
        return state(invitation, ConnectionState::find)
                .filter(known -> signatures.verify(INVITATION, known.value().signedText(), known.signature()))
                .map(known -> beginning(known.value()));
    }

    private Beginning beginning(ConnectionState state) {
        Integration integration = integrations.get(state.organizationId(), state.integrationId());
        AuthorizationCode authentication = authentication(integration, connectors.require(integration));
        String clientId =
                credentials(integration).path(authentication.clientIdField()).asText("");
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

    /**
     * The person is back from the provider.
     *
     * @param state as the provider gave it back; serves once
     * @param code absent if the person or the provider refused
     * @param error the provider's error code; absent if there is none
     * @param cookies what the browser brings, by name
     */
    public Outcome complete(
            Optional<String> state, Optional<String> code, Optional<String> error, Map<String, String> cookies) {
        Optional<ConnectionState> begun = state.flatMap(text -> take(text, cookies));
        if (begun.isEmpty()) {
            return new Outcome(
                    Optional.empty(),
                    Optional.of("This connection was not begun in this browser, was used already, or is too old."));
        }
        ConnectionState known = begun.get();
        try {
            Integration integration = integrations.get(known.organizationId(), known.integrationId());
            String verifier = vault.open(known.organizationId(), known.verifierReference())
                    .path("verifier")
                    .asText();
            work.run(transaction -> vault.delete(transaction, known.organizationId(), known.verifierReference()));
            if (code.isEmpty() || code.get().length() > MAX_CODE) {
                String reason =
                        error.filter(text -> text.matches("[A-Za-z_]{1,40}")).orElse("no code");
                return new Outcome(Optional.of(integration.id()), Optional.of("The provider refused: " + reason + "."));
            }
            connect(integration, known, code.get(), verifier);
            return new Outcome(Optional.of(integration.id()), Optional.empty());
        } catch (PlatformException e) {
            return new Outcome(Optional.of(known.integrationId()), Optional.of(e.getMessage()));
        }
    }

    private void connect(Integration integration, ConnectionState state, String code, String verifier) {
        RegisteredConnector connector = connectors.require(integration);
        AuthorizationCode authentication = authentication(integration, connector);
        Optional<String> proof = authentication.provider().pkce() ? Optional.of(verifier) : Optional.empty();
        TokenSet fresh = endpoint(integration, connector, authentication).exchange(code, state.redirectUri(), proof);
        Caller caller = new Caller(
                state.actor(),
                state.organizationId(),
                state.userId(),
                EnumSet.of(ApiPermission.INTEGRATIONS_WRITE),
                "",
                "");
        work.run(transaction -> {
            grants.connect(
                    transaction,
                    integration.organizationId(),
                    integration.id(),
                    fresh,
                    state.actor(),
                    Timestamps.stored(clock.instant()));
            vault.put(transaction, integration.organizationId(), integration.tokensReference(), fresh.toJson());
            failures.mended(transaction, integration);
            record(transaction, caller, "integration.oauth.connect", integration);
        });
        tokens.forget(integration.id());
        log.info(integration, "Connected to the provider");
    }

    private Optional<ConnectionState> take(String signed, Map<String, String> cookies) {
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

    /** The connection as it stands; empty if there is none. */
    public Optional<Grant> grant(Integration integration) {
        return tokens.grant(integration);
    }

    /**
     * Takes a connection back, at the provider too where it can.
     *
     * @return whether the provider was told
     */
    public boolean revoke(Caller caller, Integration integration) {
        boolean told = tellProvider(integration);
        work.run(transaction -> {
            if (grants.delete(transaction, integration.organizationId(), integration.id())) {
                vault.delete(transaction, integration.organizationId(), integration.tokensReference());
                record(transaction, caller, "integration.oauth.revoke", integration);
                failures.failed(transaction, integration, "The connection was taken back.");
            }
        });
        tokens.forget(integration.id());
        return told;
    }

    private boolean tellProvider(Integration integration) {
        Optional<RegisteredConnector> connector = connectors.find(integration);
        if (connector.isEmpty() || !vault.has(integration.organizationId(), integration.tokensReference())) {
            return false;
        }
        AuthorizationCode authentication = authentication(integration, connector.get());
        if (authentication.provider().revokeUrl().isEmpty()) {
            return false;
        }
        TokenSet present = TokenSet.of(vault.open(integration.organizationId(), integration.tokensReference()));
        try {
            endpoint(integration, connector.get(), authentication).revoke(present);
            return true;
        } catch (RemoteException e) {
            log.warn(integration, "The provider did not take the connection back: " + e.getMessage());
            return false;
        }
    }

    /** Connections that nobody came back for. */
    private void purge(Transaction transaction, Instant now) {
        for (ConnectionState old : ConnectionState.expired(transaction, now)) {
            ConnectionState.take(transaction, old.id());
            vault.delete(transaction, old.organizationId(), old.verifierReference());
        }
    }

    private TokenEndpoint endpoint(
            Integration integration, RegisteredConnector connector, AuthorizationCode authentication) {
        List<URI> addresses =
                List.of(
                                authentication.provider().tokenUrl(),
                                authentication.provider().revokeUrl())
                        .stream()
                        .filter(url -> !url.isEmpty())
                        .map(URI::create)
                        .toList();
        HttpClient network = egress.client(connector.grants(), addresses);
        return new TokenEndpoint(network, authentication, credentials(integration), clock);
    }

    private static AuthorizationCode authentication(Integration integration, RegisteredConnector connector) {
        HttpAuthentication found = AuthenticationChoice.of(integration.config(), connector.connector());
        if (found instanceof AuthorizationCode code) {
            return code;
        }
        throw new ValidationException("", "this integration is not connected by the consent of a person");
    }

    private ObjectNode credentials(Integration integration) {
        return vault.has(integration.organizationId(), integration.credentialsReference())
                ? vault.open(integration.organizationId(), integration.credentialsReference())
                : Json.object();
    }

    private void record(Transaction transaction, Caller caller, String action, Integration integration) {
        audit.record(
                transaction, caller, AuditLog.Entry.success(action, "integration/" + integration.id(), Json.object()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
