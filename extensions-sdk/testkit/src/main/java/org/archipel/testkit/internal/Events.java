package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.archipel.api.event.Event;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.messaging.EventSubscriber;
import org.archipel.persistence.Ids;
import org.archipel.testkit.TestClock;
import org.archipel.testkit.TestEvents;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Delivers events to the subscriptions that the sandbox made for the extension's listeners. */
final class Events implements TestEvents {
    private final Container container;
    private final InstallationInfo installation;
    private final TestClock clock;

    Events(Container container, InstallationInfo installation, TestClock clock) {
        this.container = container;
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public int deliver(String topic, String subject, ObjectNode data) {
        return deliver(new Event(Ids.next(), topic, subject, data, clock.instant()));
    }

    @Override
    public int deliver(Event event) {
        int reached = 0;
        BundleContext context = container.context();
        for (ServiceReference<?> reference : subscriptions(context)) {
            String[] topics = (String[]) reference.getProperty(EventSubscriber.TOPICS);
            if (Arrays.stream(topics).anyMatch(glob -> matches(glob, event.topic()))) {
                ((EventSubscriber) context.getService(reference)).onEvent(installation.organizationId(), event);
                reached++;
            }
        }
        return reached;
    }

    private List<ServiceReference<?>> subscriptions(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(
                    EventSubscriber.class.getName(),
                    "(" + EventSubscriber.NAME + "=extension:" + installation.installationId() + ":*)");
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is valid", e);
        }
    }

    private static boolean matches(String glob, String topic) {
        return Pattern.matches(("\\Q" + glob + "\\E").replace("*", "\\E.*\\Q"), topic);
    }

    @Override
    public List<Event> published() {
        return List.copyOf(container.host().published(installation.organizationId()));
    }
}
