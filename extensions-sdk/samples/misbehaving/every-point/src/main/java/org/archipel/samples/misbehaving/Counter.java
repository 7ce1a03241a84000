package org.archipel.samples.misbehaving;

import org.archipel.api.schedule.ScheduledTask;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Component;

/** Counts to a thousand, once a day. */
@NeedsPermission(resource = "schedule", actions = "run", reason = "To count once a day.")
@Component(
        service = ScheduledTask.class,
        property = {ScheduledTask.NAME + "=count", ScheduledTask.EVERY + "=P1D"})
public final class Counter implements ScheduledTask {
    private volatile int counted;

    @Override
    public void run() {
        for (int i = 0; i < 1000; i++) {
            counted = i;
        }
    }

    int counted() {
        return counted;
    }
}
