package org.archipel.integrations.internal.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.connector.HttpAuthentication.AuthorizationCode;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.http.AccessTokens;
import org.archipel.integrations.internal.http.Reach;
import org.archipel.integrations.internal.http.TokenSource;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.Egress;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives the access tokens of connected integrations and refreshes them ahead of their end, or when they were refused. However many
 * threads on however many nodes find a token spent, one of them asks the provider: it holds a lock of its process and a lease in
 * the database, and the new tokens are stored before it lets go of either. A refresh token that serves once is so never sent twice.
 */
@Component(service = {OAuthTokens.class, TokenSource.class})
public class OAuthTokens implements TokenSource {
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final Duration LEASE = TokenEndpoint.TIMEOUT.plusSeconds(40);
    private static final Duration PATIENCE = LEASE.plusSeconds(10);
    private static final long LOOK_AGAIN_MS = 50;

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final Egress egress;
    private final AuthenticationFailures failures;
    private final GrantStore grants = new GrantStore();
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    @Activate
    public OAuthTokens(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference CredentialVault vault,
            @Reference Egress egress,
            @Reference AuthenticationFailures failures) {
        this(work, vault, egress, failures, Clock.systemUTC());
    }

    OAuthTokens(UnitOfWork work, CredentialVault vault, Egress egress, AuthenticationFailures failures, Clock clock) {
        this.work = work;
        this.vault = vault;
        this.egress = egress;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public boolean connected(Integration integration) {
        return grant(integration)
                .filter(grant -> grant.state() == Grant.State.CONNECTED)
                .isPresent();
    }

    @Override
    public AccessTokens tokens(
            Integration integration, AuthorizationCode authentication, ObjectNode credentials, Reach reach) {
        TokenEndpoint endpoint = new TokenEndpoint(reach.client(egress), authentication, credentials, clock);
        return new SessionTokens(integration, endpoint);
    }

    /** Forgets what this node knows of an integration's tokens. */
    void forget(String integrationId) {
        known.remove(integrationId);
    }

    Optional<Grant> grant(Integration integration) {
        return work.call(transaction -> grants.find(transaction, integration.organizationId(), integration.id()));
    }

    /** What this node knows: tokens of one generation, and which access token was refused. Its monitor is the process's lock. */
    private static final class Known {
        private long generation;
        private TokenSet tokens;
        private String refused = "";
        /** Null when all that the provider gave is stored. */
        private Unsaved unsaved;
    }

    /** What the provider gave to the owner of a lease: the refresh token before it may be spent, so that these must not get lost. */
    private record Unsaved(TokenSet tokens, String owner) {}

    private final class SessionTokens implements AccessTokens {
        private final Integration integration;
        private final TokenEndpoint endpoint;

        SessionTokens(Integration integration, TokenEndpoint endpoint) {
            this.integration = integration;
            this.endpoint = endpoint;
        }

        @Override
        public String token() {
            Known mine = known.computeIfAbsent(integration.id(), id -> new Known());
            synchronized (mine) {
                if (mine.unsaved != null) {
                    save(mine);
                }
                if (mine.tokens == null || !usable(mine)) {
                    load(mine);
                }
                if (!usable(mine)) {
                    refresh(mine);
                }
                return mine.tokens.accessToken();
            }
        }

        @Override
        public void refused(String token) {
            Known mine = known.computeIfAbsent(integration.id(), id -> new Known());
            synchronized (mine) {
                if (mine.tokens != null && mine.tokens.accessToken().equals(token)) {
                    mine.refused = token;
                }
            }
        }

        private boolean usable(Known mine) {
            return !mine.tokens.accessToken().equals(mine.refused)
                    && mine.tokens
                            .expiresAt()
                            .map(end -> clock.instant().isBefore(end.minus(early(mine.tokens, end))))
                            .orElse(true);
        }

        /** A minute, or less of a token that lives for minutes only. */
        private Duration early(TokenSet tokens, Instant end) {
            Duration share = tokens.obtainedAt()
                    .map(begin -> Duration.between(begin, end).dividedBy(10))
                    .orElse(EARLY);
            return share.compareTo(EARLY) < 0 ? share : EARLY;
        }

        private void load(Known mine) {
            Grant grant = usableGrant();
            mine.tokens = TokenSet.of(vault.open(integration.organizationId(), integration.tokensReference()));
            mine.generation = grant.generation();
        }

        private Grant usableGrant() {
            Grant grant = grant(integration).orElseThrow(() -> failed("The integration is not connected yet."));
            if (grant.state() == Grant.State.FAILED) {
                throw failed("The connection has to be made again: "
                        + grant.failure().orElse(""));
            }
            return grant;
        }

        private void refresh(Known mine) {
            String owner = Ids.next();
            Instant end = clock.instant().plus(PATIENCE);
            while (!lease(mine.generation, owner)) {
                Grant present = usableGrant();
                if (present.generation() != mine.generation) {
                    load(mine);
                    if (usable(mine)) {
                        return;
                    }
                } else if (clock.instant().isAfter(end)) {
                    throw new RemoteException(
                            ErrorCode.CONNECTION_FAILED, "The access token is still being refreshed.", true);
                } else {
                    pause();
                }
            }
            refreshUnderLease(mine, owner);
        }

        private boolean lease(long generation, String owner) {
            Instant now = clock.instant();
            return work.call(transaction ->
                    grants.lease(transaction, integration.id(), generation, owner, now, now.plus(LEASE)));
        }

        private void refreshUnderLease(Known mine, String owner) {
            // Read under the lease: what this process knew may be older than what is stored.
            TokenSet former = TokenSet.of(vault.open(integration.organizationId(), integration.tokensReference()));
            try {
                String refreshToken = former.refreshToken()
                        .orElseThrow(() -> failed("The access token ended, and there is no refresh token."));
                mine.unsaved = new Unsaved(endpoint.refresh(refreshToken).keeping(former.refreshToken()), owner);
            } catch (PlatformException e) {
                if (e.code() != ErrorCode.AUTHENTICATION_FAILED) {
                    work.run(transaction -> grants.release(transaction, integration.id(), owner));
                    throw e;
                }
                if (fail(mine.generation, e.getMessage())) {
                    throw e;
                }
                // It is not this connection anymore that the provider refused.
                load(mine);
                return;
            }
            save(mine);
        }

        private boolean fail(long generation, String reason) {
            return work.call(transaction -> {
                boolean failed = grants.fail(transaction, integration.id(), generation, reason);
                if (failed) {
                    failures.failed(transaction, integration, reason);
                }
                return failed;
            });
        }

        /** Stores what the provider gave, unless a person connected anew or took the connection back meanwhile. */
        private void save(Known mine) {
            Unsaved fresh = mine.unsaved;
            boolean saved = work.call(transaction -> {
                boolean mayStore = grants.refreshed(
                        transaction, integration.id(), mine.generation, fresh.owner(), fresh.tokens(), clock.instant());
                if (mayStore) {
                    vault.put(
                            transaction,
                            integration.organizationId(),
                            integration.tokensReference(),
                            fresh.tokens().toJson());
                }
                return mayStore;
            });
            mine.unsaved = null;
            if (saved) {
                mine.tokens = fresh.tokens();
                mine.generation++;
            } else {
                mine.tokens = null;
                load(mine);
            }
        }

        private void pause() {
            try {
                Thread.sleep(LOOK_AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "The request was interrupted.", true);
            }
        }
    }

    private static RemoteException failed(String message) {
        return new RemoteException(ErrorCode.AUTHENTICATION_FAILED, message, false);
    }
}
