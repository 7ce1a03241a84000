package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.guard.ThreadLocals;
import org.archipel.sandbox.CallOutcomes;
import org.archipel.sandbox.internal.governor.Account;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GuardedCallsTest extends BoundaryFixture {
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

    /** Its code would run where no call's budget ends it. */
    @Test
    void whatAThreadLocalThrowsWhenItIsRemovedIsPrintedNowhere() {
        AtomicInteger printed = new AtomicInteger();
        class Printed extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public void printStackTrace(PrintStream stream) {
                printed.incrementAndGet();
            }
        }
        class Leaving extends ThreadLocal<Object> {
            @Override
            public void remove() {
                ThreadLocals.set(this, "again");
                throw new Printed();
            }
        }
        List<Thread> threads = new ArrayList<>();
        ThreadLocal<Object> left = new ThreadLocal<>();
        List<Object> found = new ArrayList<>();
        TransformFunction function = guard(TransformFunction.class, arguments -> {
            threads.add(Thread.currentThread());
            found.add(Optional.ofNullable(left.get()));
            ThreadLocals.set(new Leaving(), 1);
            ThreadLocals.set(left, 1);
            ThreadLocals.set(new Leaving(), 1);
            return arguments.get(0);
        });

        for (int i = 0; i < 3; i++) {
            assertThat(function.apply(List.of(JsonNodeFactory.instance.textNode("a")))
                            .asText())
                    .isEqualTo("a");
        }

        assertThat(found).as("what the call before left").containsOnly(Optional.empty());
        assertThat(threads).allMatch(Thread::isAlive);
        assertThat(printed).hasValue(0);
    }
}
