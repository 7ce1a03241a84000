package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.HttpAuthentication.Login;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpRequest;
import org.archipel.connectors.emulators.ZapSignProvider;
import org.archipel.integrations.internal.fakes.AdvancedClock;
import org.archipel.integrations.internal.fakes.JdkEgress;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Backoff;
import org.archipel.integrations.internal.model.RetrySettings;
import org.archipel.integrations.internal.store.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** A user's name and password are exchanged for a token, and again when its hour is over. */
class LoginGrantTest {
    private final ZapSignProvider provider = new ZapSignProvider(1);
    private final AdvancedClock clock = new AdvancedClock();
    private final ConnectionGuard guard = new ConnectionGuard(clock);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void oneLogInServesAnHourAndTheNextOneComesByItself() {
        IntegrationHttpClient client = client(ZapSignProvider.PASSWORD);
        assertThat(plan(client)).isEqualTo(200);
        assertThat(plan(client)).isEqualTo(200);
        assertThat(provider.logins()).isEqualTo(1);
        clock.ahead = Duration.ofMinutes(59);
        assertThat(plan(client)).isEqualTo(200);
        assertThat(provider.logins()).isEqualTo(1);
        clock.ahead = Duration.ofMinutes(60);
        provider.endAccess();
        assertThat(plan(client)).isEqualTo(200);
        assertThat(provider.logins()).isEqualTo(2);
    }

    @Test
    void aTokenThatEndsBeforeItsTimeIsReplaced() {
        IntegrationHttpClient client = client(ZapSignProvider.PASSWORD);
        plan(client);
        provider.endAccess();
        assertThat(plan(client)).isEqualTo(200);
        assertThat(provider.logins()).isEqualTo(2);
    }

    @Test
    void wrongCredentialsAreToldFromTooManyLogIns() {
        assertRefused(client("wrong-password"), ErrorCode.AUTHENTICATION_FAILED, false);
        provider.refuseLogins(true);
        assertRefused(client(ZapSignProvider.PASSWORD), ErrorCode.RATE_LIMIT_EXCEEDED, true);
    }

    private void assertRefused(IntegrationHttpClient client, ErrorCode code, boolean retryable) {
        assertThatThrownBy(() -> plan(client)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.retryable()).isEqualTo(retryable);
            assertThat(e.getMessage()).doesNotContain("password").doesNotContain(ZapSignProvider.PASSWORD);
        });
    }

    private int plan(IntegrationHttpClient client) {
        return client.send(HttpRequest.get(provider.uri().resolve("/info-plan/")))
                .status();
    }

    private IntegrationHttpClient client(String password) {
        URI endpoint = provider.uri();
        ObjectNode credentials =
                Json.object().put("username", ZapSignProvider.USER).put("password", password);
        SecretMask mask = SecretMask.of(credentials);
        var settings = new ConnectionSettings(
                new Login(
                        endpoint + "/auth/token/org-1",
                        Map.of("username", "username", "password", "password"),
                        "/access",
                        3600,
                        "Rate limit exceeded"),
                credentials,
                new CredentialScope(Optional.of(endpoint), List::of),
                new RetrySettings(1, Backoff.FIXED, 1L, 10L, false),
                Duration.ofSeconds(5),
                true,
                mask,
                new ExchangeLog(NOPLogger.NOP_LOGGER, mask),
                Optional.empty(),
                Optional.empty());
        return new IntegrationHttpClient(new JdkEgress().client(List::of), guard, settings, clock);
    }
}
