package org.archipel.sandbox.internal.contribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.event.Event;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.messaging.EventSubscriber;
import org.archipel.persistence.Ids;
import org.archipel.sandbox.ExtensionOffers.Offer;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.permission.Glob;
import org.archipel.sandbox.internal.store.SubscriptionName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Calls what an extension offers once, as the platform would, without what leads to it there: a step without a workflow, a processor
 * without a webhook, a listener without anything having happened. Thread-safe.
 */
@Component(service = TryOuts.class)
public final class TryOuts {
    private static final Map<String, List<String>> HEADERS = Map.of("Content-Type", List.of("application/json"));

    private final Offers offers;
    private final BundleContext context;

    @Activate
    public TryOuts(BundleContext context, @Reference Offers offers) {
        this.context = context;
        this.offers = offers;
    }

    /**
     * What a step makes of the input.
     *
     * @throws ValidationException if the configuration does not fit the step's schema, as a workflow's would not
     */
    ObjectNode step(LiveIsland island, String type, ObjectNode config, ObjectNode input) {
        Offer<WorkflowStep> step = find(WorkflowStep.class, island, type);
        step.configSchema().ifPresent(schema -> StepConfig.check(schema, config));
        return step.service().run(config, input, key());
    }

    /** Has a processor take a webhook of the connector. */
    void webhook(LiveIsland island, String connectorId, JsonNode payload) {
        find(WebhookProcessor.class, island, connectorId).service().process(key(), HEADERS, payload);
    }

    /** Tells the listeners that hear of the topic of an event. */
    void event(LiveIsland island, String topic, ObjectNode data) {
        if (!island.policy().subscribes(topic)) {
            throw new PermissionDeniedException("not granted: events subscribe " + topic);
        }
        Event event = new Event(Ids.next(), topic, "try-out/" + topic, data, Instant.now());
        boolean heard = false;
        for (ServiceReference<EventSubscriber> reference : listeners(island)) {
            EventSubscriber listener = hears(reference, topic) ? context.getService(reference) : null;
            if (listener != null) {
                heard = true;
                try {
                    listener.onEvent(island.installation().organizationId(), event);
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        if (!heard) {
            throw new NotFoundException("no listener of the extension hears of " + topic);
        }
    }

    private <T> Offer<T> find(Class<T> type, LiveIsland island, String name) {
        return offers.find(
                        type,
                        island.installation().organizationId(),
                        island.installation().extensionId(),
                        name)
                .orElseThrow(() -> new NotFoundException("the extension offers nothing of the name " + name));
    }

    private Collection<ServiceReference<EventSubscriber>> listeners(LiveIsland island) {
        String names = SubscriptionName.prefix(island.installation().installationId()) + "*";
        try {
            return new ArrayList<>(context.getServiceReferences(
                    EventSubscriber.class, "(" + EventSubscriber.NAME + "=" + names + ")"));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("an installation's id is none: " + names, e);
        }
    }

    private static boolean hears(ServiceReference<EventSubscriber> listener, String topic) {
        return Arrays.stream((String[]) listener.getProperty(EventSubscriber.TOPICS))
                .anyMatch(glob -> new Glob(glob).matches(topic));
    }

    private static String key() {
        return "try-out-" + Ids.next();
    }

    /** The node itself if it is an object, otherwise one without members. */
    static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
