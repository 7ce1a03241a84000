package org.archipel.integrations.internal.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobWaitsException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Bounds how many jobs of one organization use the same remote system at a time on this node: one that hangs leaves threads to the
 * jobs of others, however many integrations use it. What finds no place waits in the queue. Thread-safe.
 */
@Component(service = ProviderBulkhead.class)
public class ProviderBulkhead {
    private final JobQueue jobs;
    private final int places;
    private final Map<String, Integer> taken = new HashMap<>();

    @Activate
    public ProviderBulkhead(@Reference JobQueue jobs, @Reference IntegrationsConfig config) {
        this.jobs = jobs;
        this.places = config.providerThreads();
    }

    /**
     * Does the work of a job of the integration.
     *
     * @throws JobWaitsException if as many as may be are at work with its remote system
     */
    public JsonNode run(Integration integration, Supplier<JsonNode> work) {
        String provider = provider(integration);
        if (!enter(provider)) {
            throw new JobWaitsException(
                    provider,
                    () -> hasPlace(provider),
                    new PlatformException(
                            ErrorCode.RATE_LIMIT_EXCEEDED,
                            places + " jobs are at work with the same remote system; this one waits for a place."));
        }
        try {
            return work.get();
        } finally {
            leave(provider);
            jobs.arrived(provider, 1);
        }
    }

    /** The organization's view of the remote system: what its address names, or else the connector. */
    private static String provider(Integration integration) {
        String system = Optional.ofNullable(integration.config().endpoint())
                .map(endpoint -> URI.create(endpoint).getRawAuthority())
                .or(integration::connectorId)
                .orElseGet(integration::id);
        return "provider:" + integration.organizationId() + ":" + system;
    }

    private synchronized boolean enter(String provider) {
        if (!hasPlace(provider)) {
            return false;
        }
        taken.merge(provider, 1, Integer::sum);
        return true;
    }

    private synchronized boolean hasPlace(String provider) {
        return taken.getOrDefault(provider, 0) < places;
    }

    private synchronized void leave(String provider) {
        taken.computeIfPresent(provider, (key, present) -> present == 1 ? null : present - 1);
    }
}
