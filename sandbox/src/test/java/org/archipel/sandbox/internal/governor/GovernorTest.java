package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private final Governor governor = new Governor(new GovernorConfig(Settings.context()));

    @AfterEach
    void end() {
        governor.close();
    }

    /** A call that was ordered to stop, or was not. */
    private record Ordered(Stop stopped) implements GovernedCall {
        @Override
        public CallMeter meter() {
            return new CallMeter(Thread.currentThread());
        }

        @Override
        public boolean stop(Stop order) {
            return false;
        }
    }

    private static void inside(GovernedCall call, Runnable work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable run = () -> {
            ((GovernedThread) Thread.currentThread()).take(call);
            try {
                work.run();
                end.complete(null);
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
            }
        };
        new GovernedThread(run, "test").start();
        end.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void onlyTheOrderedCallIsStoppedAndAgainAndAgain() {
        governor.ordered();

        inside(new Ordered(Stop.wallTime(Duration.ofSeconds(1))), () -> {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(Checkpoint::check)
                        .isInstanceOf(ExtensionStoppedError.class)
                        .hasMessageContaining("did not answer within 1000 ms");
            }
        });
        inside(new Ordered(null), Checkpoint::check);
        assertThatCode(Checkpoint::check).doesNotThrowAnyException();
    }

    @Test
    void nobodyIsLookedAtWhenAllOrdersWereObeyed() {
        Ordered call = new Ordered(Stop.withdrawn());
        governor.ordered();
        governor.ordered();
        governor.obeyed();
        inside(call, () -> assertThatThrownBy(Checkpoint::check).isInstanceOf(ExtensionStoppedError.class));
        governor.obeyed();

        inside(call, Checkpoint::check);
    }

    @Test
    void aPlatformThatEndsDoesNotDisarmAnother() {
        Governor other = new Governor(new GovernorConfig(Settings.context()));
        other.ordered();
        governor.ordered();
        governor.close();

        inside(
                new Ordered(Stop.withdrawn()),
                () -> assertThatThrownBy(Checkpoint::check).isInstanceOf(ExtensionStoppedError.class));
        other.close();
        inside(new Ordered(Stop.withdrawn()), Checkpoint::check);
    }

    @Test
    void aGovernedThreadTakesNothingOver() {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("secret");

        inside(new Ordered(null), () -> {
            assertThat(Thread.currentThread().getContextClassLoader()).isNull();
            assertThat(inherited.get()).isNull();
            assertThat(Thread.currentThread().isDaemon()).isTrue();
        });
        inherited.remove();
    }

    @Test
    void nobodyButTheJvmRunsAGovernedThread() {
        AtomicInteger runs = new AtomicInteger();
        GovernedThread fresh = new GovernedThread(runs::incrementAndGet, "test");

        assertThatThrownBy(fresh::run).isInstanceOf(SecurityException.class);
        inside(new Ordered(null), () -> {
            assertThatThrownBy(Thread.currentThread()::run).isInstanceOf(SecurityException.class);
            assertThatThrownBy(fresh::run).isInstanceOf(SecurityException.class);
        });

        assertThat(runs).hasValue(0);
    }
}
