package org.archipel.security.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.archipel.security.ClientAddress;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.apikey.ApiKeyService;
import org.archipel.security.internal.apikey.ApiKeyText;
import org.archipel.security.internal.identity.OrganizationService;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottleTest {
    private static final String ATTACKER = "198.51.100.1";

    @TempDir
    Path data;

    @DatabaseTest
    void manyWrongKeysFromOneAddressHaveToWait(TestDatabase shared) {
        withNode(shared, node -> {
            for (int i = 0; i < 5; i++) {
                assertThat(failure(node, ApiKeyText.generate().full(), ATTACKER).code())
                        .isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
            }

            PlatformException refused = failure(node, ApiKeyText.generate().full(), ATTACKER);

            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMIT_ERROR);
            assertThat(refused.retryAfter())
                    .hasValueSatisfying(wait -> assertThat(wait).isPositive());
            assertThat(failure(node, "no key at all", ATTACKER).code()).isEqualTo(ErrorCode.RATE_LIMIT_ERROR);
            assertThat(node.authenticate(node.bootstrapKey(), "198.51.100.2")).isNotNull();
        });
    }

    @DatabaseTest
    void manyWrongSecretsForOneKeyHaveToWaitFromWhereverTheyCome(TestDatabase shared) {
        withNode(shared, node -> {
            ApiKeyText real = ApiKeyText.parse(node.bootstrapKey()).orElseThrow();
            String guess = new ApiKeyText(real.prefix(), "x".repeat(52)).full();
            for (int i = 0; i < 3; i++) {
                assertThat(failure(node, guess, "198.51.100." + i).code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR);
            }

            assertThat(failure(node, guess, "198.51.100.99").code()).isEqualTo(ErrorCode.RATE_LIMIT_ERROR);
        });
    }

    @DatabaseTest
    void guessesThatAreSentAtOnceAreNotTriedMoreOftenThanOthers(TestDatabase shared) {
        withNode(shared, node -> {
            ApiKeyText real = ApiKeyText.parse(node.bootstrapKey()).orElseThrow();
            String guess = new ApiKeyText(real.prefix(), "x".repeat(52)).full();

            List<ErrorCode> answers =
                    atOnce(i -> failure(node, guess, "198.51.100." + i).code());

            // One more token may have come back meanwhile.
            assertThat(answers.stream().filter(ErrorCode.AUTHENTICATION_ERROR::equals))
                    .hasSizeBetween(3, 4);
            assertThat(answers).containsOnly(ErrorCode.AUTHENTICATION_ERROR, ErrorCode.RATE_LIMIT_ERROR);
        });
    }

    @DatabaseTest
    void requestsOfAWorkingClientThatAreSentAtOnceTakeNothingFromEachOther(TestDatabase shared) {
        withNode(
                shared,
                node -> assertThat(atOnce(
                                i -> node.authenticate(node.bootstrapKey()).userId()))
                        .doesNotContainNull());
    }

    @DatabaseTest
    void aWorkingClientIsNotLockedOutByFailuresUnderItsPrefix(TestDatabase shared) {
        withNode(shared, node -> {
            node.admin();
            ApiKeyText real = ApiKeyText.parse(node.bootstrapKey()).orElseThrow();
            String guess = new ApiKeyText(real.prefix(), "x".repeat(52)).full();
            for (int i = 0; i < 10; i++) {
                failure(node, guess, TestNode.IP);
            }

            assertThat(node.admin()).isNotNull();
        });
    }

    @DatabaseTest
    void refusalsAreAuditedTogether(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            ApiKeyText real = ApiKeyText.parse(node.bootstrapKey()).orElseThrow();
            String guess = new ApiKeyText(real.prefix(), "x".repeat(52)).full();
            String attacker = "203.0.113.5";
            for (int i = 0; i < 3; i++) {
                failure(node, guess, attacker);
            }

            node.refusals.stop();
            node.background.stop();

            List<ChainedRow> entries = node
                    .work
                    .call(transaction -> AuditStore.find(
                            transaction,
                            admin.organizationId(),
                            new Filter(
                                    Optional.empty(),
                                    Optional.of("authentication.refuse"),
                                    Optional.empty(),
                                    Optional.of("DENIED"),
                                    Optional.empty(),
                                    Optional.empty()),
                            Optional.empty(),
                            100))
                    .stream()
                    .filter(row -> row.entry().ip().equals(attacker))
                    .toList();
            assertThat(entries).hasSizeLessThanOrEqualTo(2);
            assertThat(entries)
                    .anySatisfy(row -> assertThat(row.entry().after()).contains("\"count\":2"));
            assertThat(entries).allSatisfy(row -> {
                assertThat(row.entry().toString()).doesNotContain("x".repeat(52));
            });
        });
    }

    @DatabaseTest
    void bearerTokensAreKeysToo(TestDatabase shared) {
        withNode(shared, node -> {
            Caller caller =
                    node.authentication.authenticate(credentials("bearer " + node.bootstrapKey(), Optional.empty()));

            assertThat(caller.ip()).isEqualTo(TestNode.IP);
            assertThat(caller.requestId()).isEqualTo("request-1");
        });
    }

    @DatabaseTest
    void withoutACredentialNobodyIsKnown(TestDatabase shared) {
        withNode(
                shared,
                node -> assertThatThrownBy(() -> node.authentication.authenticate(new Credentials(
                                Optional.of("Basic YTpi"), Optional.empty(), Optional.empty(), TestNode.IP, "")))
                        .isInstanceOfSatisfying(
                                PlatformException.class,
                                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_ERROR)));
    }

    @DatabaseTest
    void anAdministratorOfThePlatformWorksInAnyOrganizationAndNobodyElseDoes(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            String slug = "acme-" + System.nanoTime();
            var other = node.organizations.create(admin, new OrganizationService.Draft(slug, "Acme"));
            String narrow = node.apiKeys
                    .create(
                            admin,
                            new ApiKeyService.Draft(
                                    Optional.empty(),
                                    "narrow",
                                    Optional.empty(),
                                    List.of("records:read"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of()))
                    .text()
                    .full();

            assertThat(node.authentication
                            .authenticate(credentials("Bearer " + node.bootstrapKey(), Optional.of(slug)))
                            .organizationId())
                    .isEqualTo(other.id());
            assertThatThrownBy(() ->
                            node.authentication.authenticate(credentials("Bearer " + narrow, Optional.of(other.id()))))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> node.authentication.authenticate(
                            credentials("Bearer " + node.bootstrapKey(), Optional.of("nowhere"))))
                    .isInstanceOf(NotFoundException.class);
        });
    }

    @Test
    void anIpv6ClientIsItsNetwork() {
        assertThat(ClientAddress.clientOf("2001:db8:1:2:3:4:5:6")).isEqualTo(ClientAddress.clientOf("2001:db8:1:2::9"));
        assertThat(ClientAddress.clientOf("2001:db8:1:3::1")).isNotEqualTo(ClientAddress.clientOf("2001:db8:1:2::1"));
        assertThat(ClientAddress.clientOf("::1")).isEqualTo("0:0:0:0::/64");
        assertThat(ClientAddress.clientOf("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    /** What many calls give that begin together. */
    private static <T> List<T> atOnce(IntFunction<T> call) {
        int calls = 24;
        CyclicBarrier together = new CyclicBarrier(calls);
        ExecutorService clients = Executors.newFixedThreadPool(calls);
        try {
            return IntStream.range(0, calls)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                meet(together);
                                return call.apply(i);
                            },
                            clients))
                    .toList()
                    .stream()
                    .map(answer -> answer.orTimeout(1, TimeUnit.MINUTES).join())
                    .toList();
        } finally {
            clients.shutdownNow();
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Credentials credentials(String authorization, Optional<String> organization) {
        return new Credentials(Optional.of(authorization), Optional.empty(), organization, TestNode.IP, "request-1");
    }

    private static PlatformException failure(TestNode node, String key, String ip) {
        return catchThrowableOfType(PlatformException.class, () -> node.authenticate(key, ip));
    }

    private void withNode(TestDatabase database, Consumer<TestNode> test) {
        Map<String, String> properties = new HashMap<>(TestNode.PRESET);
        properties.putAll(
                Map.of("archipel.security.failures.per.address", "5", "archipel.security.failures.per.key", "3"));
        try (TestNode node = new TestNode(database, data, properties)) {
            test.accept(node);
        }
    }
}
