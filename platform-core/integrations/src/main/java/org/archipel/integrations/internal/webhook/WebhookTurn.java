package org.archipel.integrations.internal.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.webhook.TurnThreads.Handled;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;

/**
 * What is done for one integration before the next one has its turn: its webhooks are handed over in order of arrival; one that fails
 * holds back those of its key. For one thread, once.
 */
final class WebhookTurn {
    /** After a call past it, which may take as long as a call may, the next integration has its turn. */
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int BATCH = 200;
    private static final int MOST_BATCHES = 10;
    /** Batches that are looked at, most of which may hold nothing that may go. */
    private static final int MOST_LOOKS = 100;

    private final Integration integration;
    private final UnitOfWork work;
    private final WebhookLease lease;
    private final WebhookHandover handover;
    private final WebhookOutcomes outcomes;
    private final BooleanSupplier stopped;
    private final Clock clock;
    private final ReceivedStore store = new ReceivedStore();
    /** Keys of which one failed, now or before. */
    private final Set<String> held = new HashSet<>();

    private long begun;
    private String after = "";
    private boolean more = true;
    private boolean over;
    private boolean handled;
    private int batches;
    private int looks;

    /** @param stopped whether the turn is to end before the next webhook */
    WebhookTurn(
            Integration integration,
            UnitOfWork work,
            WebhookLease lease,
            WebhookHandover handover,
            WebhookOutcomes outcomes,
            BooleanSupplier stopped,
            Clock clock) {
        this.integration = integration;
        this.work = work;
        this.lease = lease;
        this.handover = handover;
        this.outcomes = outcomes;
        this.stopped = stopped;
        this.clock = clock;
    }

    /** Takes the turn, unless another node works on the integration. */
    Handled take() {
        if (!lease.take(integration.id())) {
            return Handled.NOTHING;
        }
        begun = System.nanoTime();
        while (goesOn()) {
            step();
        }
        if (!handled) {
            return Handled.NOTHING;
        }
        return more || over ? Handled.A_PART : Handled.ALL;
    }

    private boolean goesOn() {
        return more && !over && batches < MOST_BATCHES && looks < MOST_LOOKS && !stopped.getAsBoolean();
    }

    /** Looks at a batch of those that wait, and reads only those that may go: however many are held, they are not in the way. */
    private void step() {
        String from = after;
        List<ReceivedStore.Waiting> waiting =
                work.call(transaction -> store.waiting(transaction, integration.id(), from, BATCH));
        looks++;
        more = waiting.size() == BATCH;
        if (waiting.isEmpty() || !lease.take(integration.id())) {
            more = false;
            return;
        }
        after = waiting.get(waiting.size() - 1).id();
        List<String> ready = ready(waiting);
        Sql.Slice<ReceivedWebhook> read = work.call(transaction -> store.read(transaction, ready));
        if (read.cut()) {
            after = read.rows().get(read.rows().size() - 1).id();
            more = true;
        }
        hand(read.rows());
    }

    private List<String> ready(List<ReceivedStore.Waiting> waiting) {
        Instant now = clock.instant();
        List<String> ready = new ArrayList<>();
        for (ReceivedStore.Waiting webhook : waiting) {
            if (held.contains(webhook.key()) || webhook.nextAt().isAfter(now)) {
                held.add(webhook.key());
            } else {
                ready.add(webhook.id());
            }
        }
        return ready;
    }

    private void hand(List<ReceivedWebhook> webhooks) {
        List<ReceivedWebhook> done = new ArrayList<>();
        try {
            for (ReceivedWebhook webhook : webhooks) {
                if (over || stopped.getAsBoolean() || held.contains(webhook.key())) {
                    continue;
                }
                handled = true;
                if (handover.hand(integration, webhook)) {
                    done.add(webhook);
                } else {
                    held.add(webhook.key());
                }
                over = System.nanoTime() - begun > LONGEST_NANOS;
            }
        } finally {
            outcomes.settle(integration, done);
        }
        batches += webhooks.isEmpty() ? 0 : 1;
    }
}
