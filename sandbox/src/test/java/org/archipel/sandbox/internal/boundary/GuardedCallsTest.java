package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.UnsupportedCapabilityException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.log.LogRings;
import org.archipel.sandbox.test.LiveIslands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedCallsTest {
    private static final int PATIENCE_SECONDS = 60;

    private Boundary boundary;
    private LogRings logs;
    private GuardedCalls calls;
    private final LiveIsland island = LiveIslands.admit(List.of());
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void begin() {
        callsMayTake(PATIENCE_SECONDS);
    }

    private void callsMayTake(int seconds) {
        if (boundary != null) {
            boundary.close();
        }
        boundary = Boundary.of(
                "archipel.extension.call-limit-seconds",
                String.valueOf(seconds),
                "archipel.extension.abandoned-threads",
                "2");
        logs = boundary.logs();
        calls = boundary.calls();
    }

    @AfterEach
    void end() {
        release.countDown();
        boundary.close();
    }

    private <T> T guard(Class<T> type, T service) {
        return calls.guard(type, service, island.location());
    }

    private static Event event(ObjectNode data) {
        return new Event("1", "a.b", "s", data, Instant.EPOCH);
    }

    private static final class ForeignException extends PlatformException {
        private static final long serialVersionUID = 1L;

        ForeignException() {
            super(ErrorCode.CONFLICT, "mine", new IllegalStateException("inside"));
        }
    }

    @Test
    void valuesAreCopiedBothWays() {
        AtomicReference<ObjectNode> kept = new AtomicReference<>();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("b", 1);
        WorkflowStep step = guard(WorkflowStep.class, (settings, input, key) -> {
            kept.set(input);
            input.put("changed", true);
            return answer;
        });
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("a", 1);

        ObjectNode result = step.run(JsonNodeFactory.instance.objectNode(), input, "k");

        assertThat(input.has("changed")).isFalse();
        assertThat(kept.get()).isNotSameAs(input);
        assertThat(result).isEqualTo(answer).isNotSameAs(answer);
    }

    @Test
    void questionsOfThePlatformAreNotCallsOfClients() {
        HealthCheck health = guard(HealthCheck.class, Health::healthy);
        TransformFunction function = guard(TransformFunction.class, arguments -> {
            if (arguments.isEmpty()) {
                throw new IllegalStateException("on purpose");
            }
            throw new NotFoundException("no such thing");
        });
        Account account = boundary.accounts().of(island.installation());
        account.quota().limit(OptionalLong.of(2));

        for (int i = 0; i < 5; i++) {
            assertThat(health.check()).isEqualTo(Health.healthy());
        }
        assertThatThrownBy(() -> function.apply(List.of())).hasMessageContaining("failed");
        assertThatThrownBy(() -> function.apply(List.of(JsonNodeFactory.instance.nullNode())))
                .isInstanceOf(NotFoundException.class);

        assertThatThrownBy(() -> function.apply(List.of())).hasMessageContaining("2 calls that its free tier allows");
        assertThat(health.check()).isEqualTo(Health.healthy());
        assertThat(account.used().calls()).isEqualTo(2);
        assertThat(calls.outcomes(island.location())).isEqualTo(new CallOutcomes(0, 1));
    }

    @Test
    void nodesOfForeignClassesDoNotCross() {
        @SuppressWarnings("unchecked")
        class Hostile extends ObjectNode {
            private static final long serialVersionUID = 1L;

            Hostile() {
                super(JsonNodeFactory.instance);
            }
        }
        Hostile hostile = new Hostile();
        hostile.set("in", new Hostile());
        TransformFunction function = guard(TransformFunction.class, arguments -> hostile);

        JsonNode result = function.apply(List.of());

        assertThat(result.getClass()).isEqualTo(ObjectNode.class);
        assertThat(result.get("in").getClass()).isEqualTo(ObjectNode.class);
    }

    @Test
    void objectsInJsonAreRefused() {
        TransformFunction function =
                guard(TransformFunction.class, arguments -> JsonNodeFactory.instance.pojoNode(new Object()));

        assertThatThrownBy(() -> function.apply(List.of()))
                .isExactlyInstanceOf(PlatformException.class)
                .hasMessageContaining("Java object");
    }

    @Test
    void nodesThatHoldEachOtherTwiceDoNotUnfold() {
        JsonNode shared = JsonNodeFactory.instance.textNode("a");
        for (int i = 0; i < 60; i++) {
            shared = JsonNodeFactory.instance.arrayNode().add(shared).add(shared);
        }
        JsonNode unfolding = shared;
        TransformFunction function = guard(TransformFunction.class, arguments -> unfolding);

        assertThatThrownBy(() -> function.apply(List.of()))
                .isInstanceOf(PlatformException.class)
                .as("its size ends it, or its time on a slow machine")
                .hasMessageMatching(".*(more than 2000000 values|did not answer within).*");
    }

    @Test
    void foreignExceptionsBecomeThePlatforms() {
        EventListener failing = guard(EventListener.class, event -> {
            throw new IllegalStateException("secret");
        });
        EventListener own = guard(EventListener.class, event -> {
            throw new ForeignException();
        });
        EventListener error = guard(EventListener.class, event -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> failing.onEvent(event(null)))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> own.onEvent(event(null)))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause()
                .hasMessage("mine");
        assertThatThrownBy(() -> error.onEvent(event(null))).isExactlyInstanceOf(PlatformException.class);
        assertThat(logs.tail(
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        10))
                .anySatisfy(entry -> assertThat(entry.trace()).contains("secret"));
    }

    @Test
    void failuresInThePlatformsWordsKeepTheirMeaning() {
        EventListener remote = guard(EventListener.class, event -> {
            throw new RemoteException(
                    ErrorCode.RATE_LIMIT_EXCEEDED, "slow down", true, Duration.ofSeconds(7), new Exception());
        });
        EventListener missing = guard(EventListener.class, event -> {
            throw new NotFoundException("none");
        });
        EventListener unsupported = guard(EventListener.class, event -> {
            throw new UnsupportedCapabilityException(Capability.WRITE);
        });

        assertThatThrownBy(() -> remote.onEvent(event(null))).isInstanceOfSatisfying(RemoteException.class, thrown -> {
            assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(thrown.retryable()).isTrue();
        });
        assertThatThrownBy(() -> missing.onEvent(event(null))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> unsupported.onEvent(event(null))).isInstanceOf(UnsupportedCapabilityException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT2562047788015215H30M7S,PT24H", "-PT1S,PT0S", "PT24H,PT24H"})
    void noWaitIsEndlessOrOver(Duration asked, Duration told) {
        EventListener remote = guard(EventListener.class, event -> {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "later", true, asked, null);
        });

        assertThatThrownBy(() -> remote.onEvent(event(null)))
                .isInstanceOfSatisfying(
                        RemoteException.class,
                        thrown -> assertThat(thrown.retryAfter()).contains(told));
    }

    @Test
    void aHungCallGivesTheCallerBackAndDisablesTheIslandWhenItsThreadsStay() {
        callsMayTake(1);
        EventListener hung = guard(EventListener.class, event -> {
            awaitRelease();
        });
        long start = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> hung.onEvent(event(null))).hasMessageContaining("did not answer within");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        assertThatThrownBy(() -> hung.onEvent(event(null)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED));
        var figures = calls.of(
                        island.installation().organizationId(),
                        island.installation().installationId())
                .orElseThrow();
        assertThat(figures.abandonedThreads()).isEqualTo(2);
        assertThat(figures.disabled()).isTrue();
        assertThat(figures.used().timeouts()).isEqualTo(2);
        release.countDown();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(calls.of(
                                        island.installation().organizationId(),
                                        island.installation().installationId())
                                .orElseThrow()
                                .disabled())
                        .isFalse());
    }

    @Test
    void aDeadlockInTheExtensionGivesItsCallersBack() throws InterruptedException {
        // Long enough for both to be in it before the first is given up.
        callsMayTake(3);
        Object one = new Object();
        Object other = new Object();
        CountDownLatch both = new CountDownLatch(2);
        EventListener crosswise = guard(EventListener.class, event -> {
            boolean first = event.topic().equals("a.b");
            synchronized (first ? one : other) {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                synchronized (first ? other : one) {
                    both.countDown();
                }
            }
        });
        Thread caller = new Thread(() -> assertThatThrownBy(
                        () -> crosswise.onEvent(new Event("2", "c.d", "s", null, Instant.EPOCH)))
                .hasMessageContaining("did not answer within"));
        caller.start();

        assertThatThrownBy(() -> crosswise.onEvent(event(null))).hasMessageContaining("did not answer within");
        caller.join();
        assertThat(calls.of(
                                island.installation().organizationId(),
                                island.installation().installationId())
                        .orElseThrow()
                        .abandonedThreads())
                .isEqualTo(2);
    }

    @Test
    void timeInServicesOfThePlatformDoesNotCount() {
        callsMayTake(1);
        TransformFunction slow = guard(
                TransformFunction.class,
                arguments -> HostTime.spend(() -> {
                    Awaitility.await()
                            .atMost(Duration.ofMinutes(1))
                            .pollDelay(Duration.ofMillis(1_500))
                            .until(() -> true);
                    return arguments.get(0);
                }));

        assertThat(slow.apply(List.of(JsonNodeFactory.instance.textNode("a"))).asText())
                .isEqualTo("a");
    }

    /** As one that lets each step of a stream bring what it likes. */
    @SuppressWarnings("unchecked")
    private static <T> List<T> talkedInto(List<T> elements, Object result) {
        Object[] stream = new Object[1];
        stream[0] = Proxy.newProxyInstance(
                Stream.class.getClassLoader(),
                new Class<?>[] {Stream.class},
                (proxy, method, arguments) -> method.getName().equals("toList") ? result : proxy);
        return (List<T>) Proxy.newProxyInstance(
                List.class.getClassLoader(),
                new Class<?>[] {List.class},
                (proxy, method, arguments) ->
                        method.getName().equals("stream") ? stream[0] : method.invoke(elements, arguments));
    }

    @Test
    void nothingButErrorsOfFieldsIsAmongThem() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<FieldError> own = (List) List.of(new FieldError("/a", "wrong\u0000"), new Object());
        EventListener failing = guard(EventListener.class, event -> {
            throw new PlatformException(ErrorCode.VALIDATION_ERROR, "mine") {
                private static final long serialVersionUID = 1L;

                @Override
                public List<FieldError> errors() {
                    return talkedInto(own, List.of(new Object()));
                }
            };
        });

        assertThatThrownBy(() -> failing.onEvent(event(null)))
                .isInstanceOfSatisfying(PlatformException.class, thrown -> {
                    assertThat(thrown).hasMessage("mine");
                    assertThat((List<?>) thrown.errors()).isEqualTo(List.of(new FieldError("/a", "wrong ")));
                });
    }

    @Test
    void aSessionThatComesWhenTheCallerHasGivenUpDoesNotHoldTheIsland() {
        callsMayTake(1);
        Connector connector = guard(Connector.class, new Connector() {
            @Override
            public ConnectorDefinition definition() {
                return null;
            }

            @Override
            public ConnectorSession open(ConnectorContext context) {
                awaitRelease();
                return new ConnectorSession() {};
            }
        });

        assertThatThrownBy(() -> connector.open(null)).hasMessageContaining("did not answer within");
        release.countDown();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                boundary.accounts().of(island.installation()).abandonedThreads())
                        .isZero());

        long start = System.nanoTime();
        calls.close(island.location(), Duration.ofMinutes(2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    // As a runaway extension does.
    private void awaitRelease() {
        boolean over = false;
        while (!over) {
            try {
                over = release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                over = false;
            }
        }
    }

    @Test
    void sessionsAreGuardedAndHoldTheirIslandUntilTheyAreClosed() {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("n", 1);
        Connector connector = guard(Connector.class, new Connector() {
            @Override
            public ConnectorDefinition definition() {
                return null;
            }

            @Override
            public ConnectorSession open(ConnectorContext context) {
                return new ConnectorSession() {
                    @Override
                    public ReadPage read(ReadRequest request) {
                        return new ReadPage(
                                List.of(SourceRecord.of("1", data)), Optional.empty(), false, Optional.of(1L));
                    }
                };
            }
        });
        ConnectorSession session = connector.open(null);

        ReadPage page = session.read(new ReadRequest("a", Optional.empty(), 10, Optional.empty()));
        assertThat(page.records().get(0).data()).isEqualTo(data).isNotSameAs(data);
        Thread drain = new Thread(() -> calls.close(island.location(), Duration.ofSeconds(20)));
        drain.start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> drain.getState() == Thread.State.TIMED_WAITING);
        assertThat(session.read(new ReadRequest("a", Optional.empty(), 10, Optional.empty())))
                .isEqualTo(page);
        session.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !drain.isAlive());
        assertThatThrownBy(() -> connector.open(null)).hasMessageContaining("being replaced");
    }

    @Test
    void theContextClassLoaderIsTheExtensionsAndTheThreadItsOwn() {
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        AtomicReference<Thread> thread = new AtomicReference<>();
        EventListener listener = event -> {
            loader.set(Thread.currentThread().getContextClassLoader());
            thread.set(Thread.currentThread());
        };
        guard(EventListener.class, listener).onEvent(event(null));

        assertThat(loader.get()).isSameAs(listener.getClass().getClassLoader());
        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        assertThat(thread.get().getName()).contains("com.acme.test");
    }
}
