package org.archipel.integrations.internal.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.KeptText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the connector verify, on one session that is kept for a while; the contract has it used by one thread at a time. Whoever verifies
 * enters first and leaves afterwards: the session ends when it was closed and the last one has left.
 */
final class ConnectorVerifier implements Verifier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorVerifier.class);
    private static final int MAX_NAME = 200;

    private final OpenSession session;
    private final Duration repeatedWithin;
    private final boolean subscribes;
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param repeatedWithin for how long the same content is a repetition, where nothing else tells webhooks apart
     * @param subscribes whether the connector asks for webhooks
     */
    ConnectorVerifier(OpenSession session, Duration repeatedWithin, boolean subscribes) {
        this.session = session;
        this.repeatedWithin = repeatedWithin;
        this.subscribes = subscribes;
    }

    @Override
    public boolean enter() {
        users.incrementAndGet();
        if (closed) {
            leave();
            return false;
        }
        return true;
    }

    @Override
    public void leave() {
        if (users.decrementAndGet() == 0 && closed) {
            end();
        }
    }

    @Override
    public synchronized Verdict verify(WebhookDelivery delivery) {
        WebhookVerdict verdict = guarded(() -> session.session().verifyWebhook(delivery));
        if (verdict == null || !verdict.genuine()) {
            return Verdict.refused(
                    verdict == null ? "the connector gave no verdict" : orEmpty(verdict.reason(), "refused"));
        }
        String id = orEmpty(verdict.deliveryId(), "");
        return new Verdict(
                "",
                id.isEmpty() ? Verdict.idOf(delivery.body()) : cut(id),
                cut(orEmpty(verdict.orderingKey(), "")),
                cut(orEmpty(verdict.event(), "")),
                ToldRecords.usable(verdict.records()),
                id.isEmpty() ? Optional.of(repeatedWithin) : Optional.empty());
    }

    /** What the provider's check of the address is answered; empty for an ordinary webhook. */
    synchronized Optional<HttpResponse> check(WebhookDelivery delivery) {
        return guarded(() -> session.session().answerWebhookCheck(delivery));
    }

    /** Whether a genuine webhook tells that the subscription by which it came is over, or nearly so. */
    synchronized boolean tellsOfEnd(WebhookDelivery delivery) {
        return subscribes && guarded(() -> session.session().webhookSubscriber().tellsOfEnd(delivery));
    }

    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector failed to verify a webhook", e);
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", true, null, e);
        }
    }

    private static String orEmpty(String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    private static String cut(String text) {
        String kept = KeptText.of(text);
        return kept.length() <= MAX_NAME ? kept : ContentHash.of(kept.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for nobody: a verification that goes on ends in peace. */
    @Override
    public void close() {
        closed = true;
        if (users.get() == 0) {
            end();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            session.close();
        }
    }
}
