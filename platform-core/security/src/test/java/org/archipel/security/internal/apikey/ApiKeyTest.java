package org.archipel.security.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.ApiKeyService.Draft;
import org.archipel.security.internal.identity.UserService;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a node, how they are made and how they are refused. */
abstract class ApiKeyTest {
    static final LongConsumer ANY_VERSION = version -> {};

    @TempDir
    Path data;

    /** Runs a test on a node that bears with many refused keys. */
    void withNode(TestDatabase database, Consumer<TestNode> test) {
        Map<String, String> properties = new HashMap<>(TestNode.PRESET);
        properties.putAll(
                Map.of("archipel.security.failures.per.address", "1000", "archipel.security.failures.per.key", "1000"));
        try (TestNode node = new TestNode(database, data, properties)) {
            test.accept(node);
        }
    }

    static Draft draft(String name, String... scopes) {
        return draft(Optional.empty(), name, scopes);
    }

    static Draft draft(Optional<String> userId, String name, String... scopes) {
        return new Draft(
                userId,
                name,
                Optional.empty(),
                List.of(scopes),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static Draft draftFor(String userId, String name) {
        return draft(Optional.of(userId), name);
    }

    static Draft limited(Optional<RateLimit> rates, Optional<Long> quota) {
        return new Draft(
                Optional.empty(), "limited", Optional.empty(), List.of(), rates, quota, Optional.empty(), List.of());
    }

    static UserService.Draft user(String email, String role) {
        return new UserService.Draft(email, "Somebody", List.of(role), UserStatus.ACTIVE);
    }

    static void assertRefused(TestNode node, String key, String reason) {
        assertThatThrownBy(() -> node.authenticate(key))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR))
                .hasMessageContaining(reason);
    }

    static void assertDenied(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
    }
}
