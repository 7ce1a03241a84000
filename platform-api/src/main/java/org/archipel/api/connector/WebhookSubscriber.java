package org.archipel.api.connector;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has the remote system send webhooks to the platform, so that nobody has to register them by hand; see {@link
 * ConnectorSession#webhookSubscriber()}. What the platform calls one subscription may be several registrations at the remote system: the
 * handle names them all, and only the connector reads it. Used by one thread at a time, as the session that it belongs to.
 *
 * <p>The platform stores a subscription after the method returned. If it ends in between, or the answer is lost, it calls the method
 * again: what the first call made has to be found then, by its address for example, and not to be made twice, wherever the remote system
 * lets the connector find it.
 *
 * <p>All methods throw {@link org.archipel.api.error.RemoteException} when the remote system fails or refuses; the platform tries again
 * later.
 */
@ConsumerType
public interface WebhookSubscriber {
    /** Whether webhooks can be asked for that tell of changes of an entity. */
    boolean tells(String entity);

    /**
     * The field of the credentials with the secret that proves webhooks, where the caller chooses it. The platform makes one where the
     * credentials have none, and gives it with each request.
     *
     * @return empty if nothing is chosen: webhooks are proved otherwise, or by what the remote system makes
     */
    default Optional<String> secretField() {
        return Optional.of("webhookSecret");
    }

    /**
     * Has webhooks sent as the request says: what is there already is used and changed where needed, and what an earlier call made and this
     * one does not ask for is taken away. What others registered stays.
     *
     * @return the subscription as it is now
     */
    WebhookSubscription subscribe(WebhookSubscriptionRequest request);

    /**
     * Makes a subscription last longer, or sees to it that one without an end is still there and sends.
     *
     * @param request what the subscription was made with; its handle is there
     * @return the subscription as it is now, with another handle where another one took its place; empty if it is gone at the remote
     *     system
     */
    Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request);

    /**
     * Whether a webhook, which is genuine, tells that a subscription, or a part of it, ended or is about to: {@link #renew} is called soon
     * then. Asked for each webhook that comes in.
     */
    default boolean tellsOfEnd(WebhookDelivery delivery) {
        return false;
    }

    /**
     * Ends a subscription. One that is gone already is no failure.
     *
     * @param request of the address that the subscription sends to, without its secret. Its handle is empty where the answer was lost: then
     *     what can be found is ended
     */
    void unsubscribe(WebhookSubscriptionRequest request);
}
