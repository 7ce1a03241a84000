package org.archipel.gateway.internal.pipeline;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.gateway.internal.http.Failures;
import org.archipel.gateway.internal.http.Header;
import org.archipel.gateway.internal.http.HttpCall;
import org.archipel.gateway.internal.pipeline.BatchForm.Item;
import org.archipel.gateway.internal.pipeline.BatchForm.Outcome;

/**
 * Makes one call of the requests that come within some milliseconds, and gives each of them its part of the answer. Those that only read
 * and ask the same are one. Thread-safe.
 */
final class BatchUpstream implements Upstream {
    private static final int MOST_BYTES = 4 << 20;

    private final String name;
    private final UpstreamCalls calls;
    private final HttpCall target;
    private final BatchForm form;
    private final int mostItems;
    private final int waitMillis;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Object lock = new Object();
    /** What the next request joins; null if it begins another. */
    private Batch open;

    /**
     * @param target the call without its body; its time is that of a request, with what it waited for others
     * @param mostItems requests in a call
     * @param waitMillis how long the first waits for others
     */
    BatchUpstream(
            String name,
            UpstreamCalls calls,
            HttpCall target,
            BatchForm form,
            int mostItems,
            int waitMillis,
            Executor workers,
            ScheduledExecutorService timer) {
        this.name = name;
        this.calls = calls;
        this.target = target;
        this.form = form;
        this.mostItems = mostItems;
        this.waitMillis = waitMillis;
        this.workers = workers;
        this.timer = timer;
    }

    /** One item and all who wait for what comes of it. */
    private record Place(Item item, List<CompletableFuture<Reply>> waiting) {}

    /** Requests that become one call. */
    private static final class Batch {
        final List<Place> places = new ArrayList<>();
        final long begin = System.nanoTime();
        /** The request that it began with. */
        final CallContext first;

        private final Map<ByteBuffer, Place> shared = new HashMap<>();
        private final Set<String> keys = new HashSet<>();
        private long bytes;
        private ScheduledFuture<?> clock;

        Batch(CallContext first) {
            this.first = first;
        }

        /** Whether an item would be too much, or its answer could not be told from that to another. */
        boolean hasNoPlaceFor(Item item) {
            return bytes + item.json().length > MOST_BYTES || item.key() != null && keys.contains(item.key());
        }

        /** Lets a request that only reads wait for what another like it is answered; false if there is none. */
        boolean shares(Item item, CompletableFuture<Reply> reply) {
            Place like = shared.get(ByteBuffer.wrap(item.json()));
            return like != null && like.waiting().add(reply);
        }

        /** @param reads whether others may share what comes of it */
        void add(Item item, boolean reads, CompletableFuture<Reply> reply) {
            Place place = new Place(item, new ArrayList<>(List.of(reply)));
            places.add(place);
            keys.add(item.key());
            bytes += item.json().length;
            if (reads) {
                shared.put(ByteBuffer.wrap(item.json()), place);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Reply> call(CallContext context, Payload body) {
        Item item = form.item(context, body);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        boolean reads = context.method().equals("GET") || context.method().equals("HEAD");
        Batch full = null;
        synchronized (lock) {
            if (reads && open != null && open.shares(item, reply)) {
                return reply;
            }
            if (open != null && open.hasNoPlaceFor(item)) {
                full = close();
            }
            if (open == null) {
                open(context);
            }
            open.add(item, reads, reply);
            if (open.places.size() == mostItems) {
                full = close();
            }
        }
        if (full != null) {
            send(full);
        }
        return reply;
    }

    private void open(CallContext first) {
        Batch batch = new Batch(first);
        open = batch;
        batch.clock = timer.schedule(() -> waited(batch), waitMillis, TimeUnit.MILLISECONDS);
    }

    private Batch close() {
        Batch closed = open;
        open = null;
        closed.clock.cancel(false);
        return closed;
    }

    /** The time of a batch is over; the thread that tells the time has others to tell it to. */
    private void waited(Batch batch) {
        synchronized (lock) {
            if (open != batch) {
                return;
            }
            open = null;
        }
        try {
            workers.execute(() -> send(batch));
        } catch (RuntimeException e) {
            fail(batch, e);
        }
    }

    private void send(Batch batch) {
        List<Item> items = batch.places.stream().map(Place::item).toList();
        CompletableFuture<Reply> sent;
        try {
            List<Header> headers = new ArrayList<>(target.headers());
            headers.add(new Header("X-Request-Id", batch.first.requestId()));
            headers.addAll(batch.first.way());
            Duration left = target.timeout().minusNanos(System.nanoTime() - batch.begin);
            sent = calls.send(new HttpCall(
                    target.method(), target.uri(), headers, form.body(items), atLeast(left), target.channel()));
        } catch (RuntimeException e) {
            fail(batch, e);
            return;
        }
        sent.thenApplyAsync(reply -> form.outcomes(items, reply), workers).whenComplete((outcomes, failure) -> {
            if (failure == null) {
                answer(batch, outcomes);
            } else {
                fail(batch, Failures.unwrapped(failure));
            }
        });
    }

    private static Duration atLeast(Duration left) {
        Duration least = Duration.ofMillis(1);
        return left.compareTo(least) < 0 ? least : left;
    }

    private static void answer(Batch batch, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            for (CompletableFuture<Reply> waiting : batch.places.get(i).waiting()) {
                if (outcome.failure() != null) {
                    waiting.completeExceptionally(outcome.failure());
                } else {
                    waiting.complete(outcome.reply().copy());
                }
            }
        }
    }

    private static void fail(Batch batch, Throwable failure) {
        batch.places.forEach(place -> place.waiting().forEach(waiting -> waiting.completeExceptionally(failure)));
    }
}
