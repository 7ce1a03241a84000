package org.archipel.integrations.internal.webhook;

import org.archipel.integrations.internal.model.Integration;

/** Looks after what integrations asked of their remote systems. Thread-safe. */
public interface SubscriptionWatch {
    /** A webhook told that the subscription of an integration ended or is about to: it is renewed, or asked for anew, at once. */
    void lookAfter(Integration integration);
}
