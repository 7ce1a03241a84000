package org.archipel.samples.placeinsights;

import org.archipel.api.schedule.ScheduledTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts in advance, where the organization allows it. */
@Component(
        service = ScheduledTask.class,
        property = {ScheduledTask.NAME + "=count", ScheduledTask.EVERY + "=PT5M"})
public final class CountTask implements ScheduledTask {
    private final CountryCounts counts;

    @Activate
    public CountTask(@Reference CountryCounts counts) {
        this.counts = counts;
    }

    @Override
    public void run() {
        counts.refresh();
    }
}
