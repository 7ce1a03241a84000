package org.archipel.samples.placeinsights;

import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.record.RecordQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The extension works if it can read places and its own storage. */
@Component(service = HealthCheck.class)
public final class RecordsHealth implements HealthCheck {
    private final ExtensionContext context;

    @Activate
    public RecordsHealth(@Reference ExtensionContext context) {
        this.context = context;
    }

    @Override
    public Health check() {
        context.records().list(CountryCounts.ENTITY, RecordQuery.first(1));
        context.keyValues().get("health");
        return Health.healthy();
    }
}
