package org.archipel.samples.misbehaving;

import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Hears of invoices, which nothing of the platform tells of. */
@NeedsPermission(
        resource = "events",
        actions = "subscribe",
        conditions = @NeedsPermission.Condition(type = "topics", values = "invoice.*"),
        reason = "To be told of invoices.")
@Component(service = EventListener.class, property = EventListener.TOPICS + "=invoice.*")
public final class Listener implements EventListener {
    @Override
    public void onEvent(Event event) {
        event.data().path("number").asText();
    }
}
