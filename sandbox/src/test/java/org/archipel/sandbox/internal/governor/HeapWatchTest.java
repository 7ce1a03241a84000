package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    private static final long MEBIBYTE = 1L << 20;

    private final FakeHeap heap = new FakeHeap();
    private final MemoryGate gate = new MemoryGate(heap);
    private final List<String> told = new ArrayList<>();
    private final HeapWatch watch = new HeapWatch(heap, gate, () -> told.add("armed"), () -> told.add("disarmed"));
    private final List<Hog> hogs = new ArrayList<>();

    /** 200 MiB, in which garbage and objects are told apart by a collection. */
    private static final class FakeHeap implements Heap {
        private long objects;
        private long garbage;
        private int collections;

        @Override
        public long most() {
            return 200 * MEBIBYTE;
        }

        @Override
        public long mostLasting() {
            return most();
        }

        @Override
        public synchronized long lasting() {
            return objects;
        }

        @Override
        public synchronized long used() {
            return objects + garbage;
        }

        synchronized void set(long objectMebibytes, long garbageMebibytes) {
            objects = objectMebibytes * MEBIBYTE;
            garbage = garbageMebibytes * MEBIBYTE;
        }

        @Override
        public synchronized boolean collect() {
            garbage = 0;
            collections++;
            return true;
        }
    }

    private static InstallationInfo installation(String id) {
        return new InstallationInfo(id, "o", "org.example.hog", "1.0.0");
    }

    private static void begin(CallMeter meter, String installation) {
        GovernorConfig config = new GovernorConfig(Settings.context());
        Account account = new Account(installation(installation), config);
        meter.begin(config.taskBudget(), account, account.usage("1.0.0"));
    }

    /** A call that allocates so much and waits. */
    private static final class Hog implements GovernedCall {
        private final CallMeter meter;
        private final AtomicReference<Stop> stopped = new AtomicReference<>();
        private final CountDownLatch allocated = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        Hog(int bytes) throws InterruptedException {
            Thread thread = new Thread(() -> allocate(bytes), "hog");
            meter = new CallMeter(thread);
            thread.setDaemon(true);
            thread.start();
            allocated.await();
            // What another thread allocated is sure once that thread waits.
            await().atMost(Duration.ofMinutes(1)).until(() -> thread.getState() == Thread.State.WAITING);
        }

        private void allocate(int bytes) {
            begin(meter, "i" + bytes);
            byte[] kept = new byte[bytes];
            allocated.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(kept).hasSize(bytes);
            meter.end();
        }

        @Override
        public CallMeter meter() {
            return meter;
        }

        @Override
        public boolean stop(Stop order) {
            return stopped.compareAndSet(null, order);
        }

        @Override
        public Stop stopped() {
            return stopped.get();
        }
    }

    private Hog hog(int mebibytes) throws InterruptedException {
        Hog hog = new Hog((int) (mebibytes * MEBIBYTE));
        hogs.add(hog);
        return hog;
    }

    private void users(long mebibytes) {
        watch.users(new MemoryUsers() {
            @Override
            public long allocated() {
                return mebibytes * MEBIBYTE;
            }

            @Override
            public void calm() {
                told.add("calm");
            }

            @Override
            public void exhausted() {
                told.add("exhausted");
            }
        });
    }

    private List<GovernedCall> running() {
        return List.copyOf(hogs);
    }

    @AfterEach
    void end() {
        hogs.forEach(hog -> hog.end.countDown());
    }

    @Test
    void aHeapWithRoomCostsNothing() {
        users(100);
        heap.set(90, 20);

        watch.look(running());

        assertThat(told).as("what was allocated so far is forgotten").containsExactly("calm");
        assertThat(gate.watched()).isFalse();
        assertThat(heap.collections).isZero();
    }

    @Test
    void garbageIsNobodysFault() throws InterruptedException {
        users(100);
        Hog hog = hog(40);
        heap.set(90, 90);

        watch.look(running());

        assertThat(heap.collections).isEqualTo(1);
        assertThat(hog.stopped()).isNull();
        assertThat(gate.closed()).isFalse();
        assertThat(told).containsExactly("armed", "calm");

        watch.look(running());
        // Where time passed between the looks, the second tells once more that it is calm.
        assertThat(told).startsWith("armed", "calm", "disarmed").containsOnlyOnce("armed", "disarmed");
    }

    @Test
    void thoseThatAllocatedMostEndUntilThereIsRoom() throws InterruptedException {
        users(100);
        Hog small = hog(2);
        Hog large = hog(40);
        Hog middle = hog(20);
        heap.set(190, 5);

        watch.look(running());

        assertThat(large.stopped().words()).contains("while memory is short");
        assertThat(middle.stopped()).isNotNull();
        assertThat(small.stopped()).isNull();
        assertThat(gate.closed()).as("until they have left").isTrue();
    }

    @Test
    void whereNoCallIsToBlameTheExtensionIs() {
        users(100);
        heap.set(185, 10);

        watch.look(running());

        assertThat(told).containsExactly("armed", "exhausted");
        assertThat(gate.closed()).isFalse();
    }

    @Test
    void noOtherExtensionIsSuspendedWhileOneIsTakenDown() {
        users(100);
        heap.set(185, 10);
        watch.look(running());

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            watch.look(running());
            return heap.collections > 1;
        });

        assertThat(told).containsExactly("armed", "exhausted");
    }

    @Test
    void thePlatformsOwnMemoryIsNoExtensionsFault() {
        users(3);
        heap.set(185, 10);

        watch.look(running());

        assertThat(told).isEmpty();
    }

    @Test
    void callsLookAtAHeapThatFillsFastBeforeItIsKnownWhoseItIs() throws InterruptedException {
        users(0);
        hog(1);
        heap.set(60, 20);
        watch.look(running());
        assertThat(told).doesNotContain("armed");

        heap.set(60, 60);
        watch.look(running());
        assertThat(told).contains("armed").doesNotContain("disarmed");
        assertThat(heap.collections).isZero();

        watch.look(running());
        assertThat(told).contains("disarmed");
    }

    @Test
    void whatTheHeapTookWhileThereWereNoCallsSaysNothingOfThem() throws InterruptedException {
        users(0);
        hog(1);
        heap.set(20, 0);
        watch.look(running());
        watch.look(List.of());
        heap.set(60, 40);

        watch.look(running());

        assertThat(told).doesNotContain("armed");
    }

    @Test
    void aCallThatAllocatesWaitsAtTheGate() throws InterruptedException {
        Hog hog = hog(1);
        AtomicReference<CallMeter> meter = new AtomicReference<>();
        AtomicReference<byte[]> kept = new AtomicReference<>();
        GovernedCall call = new GovernedCall() {
            @Override
            public CallMeter meter() {
                return meter.get();
            }

            @Override
            public boolean stop(Stop order) {
                return false;
            }

            @Override
            public Stop stopped() {
                return hog.stopped();
            }
        };
        heap.set(150, 20);
        gate.watch(true);
        Thread thread = new Thread(() -> {
            meter.set(new CallMeter(Thread.currentThread()));
            begin(meter.get(), "waiting");
            gate.pass(call);
            kept.set(new byte[3 << 20]);
            gate.pass(call);
            meter.get().end();
        });
        thread.start();

        await().atMost(Duration.ofMinutes(1)).until(() -> gate.closed() && kept.get() != null);
        assertThat(thread.isAlive()).isTrue();
        gate.open();
        heap.set(100, 0);
        gate.open();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
