package org.archipel.security.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.RequestContext;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;

/** What a key may use in a second, a minute and a month. */
class ApiKeyLimitsTest extends ApiKeyTest {
    @DatabaseTest
    void aKeyIsHeldToItsRateLimit(TestDatabase shared) {
        withNode(shared, node -> {
            RateLimit rates = new RateLimit(null, 3L, null, null, null);
            String key = node.apiKeys
                    .create(node.admin(), limited(Optional.of(rates), Optional.empty()))
                    .text()
                    .full();
            for (int i = 0; i < 3; i++) {
                node.authenticate(key);
            }

            assertHeld(node, key, ErrorCode.RATE_LIMIT_ERROR);
        });
    }

    @DatabaseTest
    void aKeyIsHeldToItsQuotaOfTheMonthAlsoAfterARestartAndARotation(TestDatabase shared) {
        AtomicReference<IssuedKey> made = new AtomicReference<>();
        withNode(shared, node -> {
            made.set(node.apiKeys.create(node.admin(), limited(Optional.empty(), Optional.of(5L))));
            for (int i = 0; i < 3; i++) {
                node.authenticate(made.get().text().full());
            }
        });
        withNode(shared, node -> {
            String id = made.get().key().row().id();
            node.authenticate(made.get().text().full());
            node.usage.flush();
            assertThat(node.apiKeys.get(node.admin(), id).requestsThisMonth()).isEqualTo(4);

            String next = node.apiKeys
                    .rotate(node.admin(), id, Optional.empty(), ANY_VERSION)
                    .text()
                    .full();
            node.authenticate(next);

            assertHeld(node, next, ErrorCode.QUOTA_EXCEEDED);
        });
    }

    @DatabaseTest
    void answersTellWhatTheLimitsLeave(TestDatabase shared) {
        withNode(shared, node -> {
            RateLimit rates = new RateLimit(10L, 100L, null, null, 20L);
            String key = node.apiKeys
                    .create(node.admin(), limited(Optional.of(rates), Optional.of(1_000L)))
                    .text()
                    .full();
            Map<String, String> headers = new HashMap<>();
            var request = new RequestContext("request-1", TestNode.IP, Instant.now(), headers::put);
            RequestContext.Scope scope = request.bind();
            node.authenticate(key);
            scope.close();

            assertThat(headers.get("RateLimit-Policy"))
                    .startsWith("\"second\";q=20;w=1, \"minute\";q=100;w=60, \"month\";q=1000;w=");
            assertThat(headers.get("RateLimit"))
                    .startsWith("\"second\";r=19;t=1, \"minute\";r=99;t=1, \"month\";r=999;t=");
        });
    }

    private static void assertHeld(TestNode node, String key, ErrorCode code) {
        assertThatThrownBy(() -> node.authenticate(key)).isInstanceOfSatisfying(PlatformException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.retryAfter()).isPresent();
        });
    }
}
