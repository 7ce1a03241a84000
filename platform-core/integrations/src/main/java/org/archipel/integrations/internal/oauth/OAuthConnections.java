package org.archipel.integrations.internal.oauth;

import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.connector.AuthenticationChoice;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.subscription.SubscriptionStore;
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
    private static final int MAX_CODE = 4096;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ConnectorRegistry connectors;
    private final CredentialVault vault;
    private final ProviderAccess access;
    private final Invitations invitations;
    private final OAuthTokens tokens;
    private final AuthenticationFailures failures;
    private final AuditLog audit;
    private final IntegrationLog log;
    private final GrantStore grants = new GrantStore();
    private final SubscriptionStore subscriptions = new SubscriptionStore();
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
        this.access = new ProviderAccess(vault, egress, clock);
        this.invitations = new Invitations(work, integrations, connectors, vault, signatures, access, clock);
        this.tokens = tokens;
        this.failures = failures;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /** What became of a connection: which integration, and why it failed if it did. */
    public record Outcome(Optional<String> integrationId, Optional<String> failure) {}

    /**
     * Invites a person to connect an integration.
     *
     * @param redirectUri the platform's own callback
     */
    public Invitation invite(Caller caller, Integration integration, URI redirectUri) {
        return invitations.invite(caller, integration, redirectUri);
    }

    /**
     * A browser follows an invitation.
     *
     * @return empty if the invitation is none, was used already, or is too old
     */
    public Optional<Beginning> begin(String invitation) {
        return invitations.begin(invitation);
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
        Optional<ConnectionState> begun = state.flatMap(text -> invitations.take(text, cookies));
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
        AuthenticationChoice choice = access.byConsent(integration, connector);
        Optional<String> proof =
                choice.consent().filter(consent -> consent.provider().pkce()).map(consent -> verifier);
        TokenSet fresh = access.endpoint(integration, connector, choice).exchange(code, state.redirectUri(), proof);
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
            subscriptions.renew(transaction, integration.id(), Timestamps.stored(clock.instant()));
            record(transaction, caller, "integration.oauth.connect", integration);
        });
        tokens.forget(integration.id());
        log.info(integration, "Connected to the provider");
    }

    /** The connection as it stands; empty if there is none. */
    public Optional<Grant> grant(Integration integration) {
        return tokens.grant(integration);
    }

    /** How it stands with the connection, and what a person has to do about it. */
    public ConnectionStatus status(Integration integration) {
        Optional<Grant> grant = grant(integration);
        Optional<RegisteredConnector> connector = connectors.find(integration);
        if (connector.isEmpty()) {
            return ConnectionStatus.incomplete("Choose a connector that is installed and running.", grant);
        }
        try {
            return access.choice(integration, connector.get())
                    .consent()
                    .map(consent -> status(integration, consent, grant))
                    .orElseGet(() -> ConnectionStatus.notNeeded(grant));
        } catch (ValidationException e) {
            return ConnectionStatus.incomplete(text(e), grant);
        }
    }

    private ConnectionStatus status(Integration integration, AuthorizationCode consent, Optional<Grant> grant) {
        boolean connected =
                grant.filter(known -> known.state() == Grant.State.CONNECTED).isPresent();
        if (!connected && ProviderAccess.consentHost(consent).isEmpty()) {
            return ConnectionStatus.incomplete("/config: " + ProviderAccess.NO_ADDRESS + ".", grant);
        }
        if (grant.isPresent()) {
            return ConnectionStatus.of(consent, grant.get(), integration);
        }
        return access.credentials(integration)
                        .path(consent.clientIdField())
                        .asText("")
                        .isEmpty()
                ? ConnectionStatus.incomplete(consent)
                : ConnectionStatus.unconnected(consent, integration);
    }

    /** Which settings it is about, and what is wrong with each. */
    private static String text(ValidationException failure) {
        return failure.errors().isEmpty()
                ? failure.getMessage()
                : failure.errors().stream()
                        .map(error -> error.pointer() == null || error.pointer().isEmpty()
                                ? error.message()
                                : error.pointer() + ": " + error.message())
                        .collect(Collectors.joining("; ", "", "."));
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
        try {
            // With other settings than it was made with it can be forgotten here alone.
            AuthenticationChoice choice = access.choice(integration, connector.get());
            boolean revocable = choice.consent()
                    .filter(consent -> !consent.provider().revokeUrl().isEmpty())
                    .isPresent();
            return revocable && tellProvider(integration, connector.get(), choice);
        } catch (ValidationException | IllegalArgumentException e) {
            log.warn(integration, "The provider cannot be told that the connection was taken back: " + e.getMessage());
            return false;
        }
    }

    private boolean tellProvider(Integration integration, RegisteredConnector connector, AuthenticationChoice choice) {
        TokenSet present = TokenSet.of(vault.open(integration.organizationId(), integration.tokensReference()));
        try {
            access.endpoint(integration, connector, choice).revoke(present);
            return true;
        } catch (RemoteException e) {
            log.warn(integration, "The provider did not take the connection back: " + e.getMessage());
            return false;
        }
    }

    private void record(Transaction transaction, Caller caller, String action, Integration integration) {
        audit.record(
                transaction, caller, AuditLog.Entry.success(action, "integration/" + integration.id(), Json.object()));
    }
}
