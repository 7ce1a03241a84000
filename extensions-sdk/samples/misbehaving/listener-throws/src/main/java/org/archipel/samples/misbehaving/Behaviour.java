package org.archipel.samples.misbehaving;

import org.archipel.api.event.Event;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** It throws at every event. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "It throws at every event.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(
        resource = "events",
        actions = "subscribe",
        conditions = @NeedsPermission.Condition(type = "topics", values = {"record.*", "records.changed"}),
        reason = "To throw at them.")
@Component(
        service = {HealthCheck.class, EventListener.class},
        property = {EventListener.TOPICS + "=record.*", EventListener.TOPICS + "=records.changed"})
public final class Behaviour implements HealthCheck, EventListener {
    @Activate
    public Behaviour() {
        // It misbehaves later.
    }

    @Override
    public Health check() {
        return Health.healthy();
    }

    @Override
    public void onEvent(Event event) {
        throw new IllegalStateException("the listener fails on purpose");
    }
}
