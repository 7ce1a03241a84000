package org.archipel.messaging.internal.wiring;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.messaging.EventSubscriber;
import org.archipel.messaging.EventSubscriptions;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobQueue;
import org.archipel.messaging.JobSchedules;
import org.archipel.messaging.Outbox;
import org.archipel.messaging.TopicFilter;
import org.archipel.messaging.internal.MessagingConfig;
import org.archipel.messaging.internal.outbox.EventArchive;
import org.archipel.messaging.internal.stream.StreamHub;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.OrganizationCleaner;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts jobs and events once the database is ready, offers them as services, and connects the handlers and subscribers of other
 * bundles as they come and go.
 */
@Component(
        service = {},
        immediate = true)
public final class MessagingComponent {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingComponent.class);

    private final Messaging messaging;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public MessagingComponent(BundleContext context, @Reference(target = "(unit=messaging)") UnitOfWork work) {
        MessagingConfig config = MessagingConfig.of(context::getProperty);
        messaging = new Messaging(work, config, Clock.systemUTC());
        messaging.start();
        registrations.add(context.registerService(Outbox.class, messaging.outbox(), none()));
        registrations.add(context.registerService(JobQueue.class, messaging.jobs(), none()));
        registrations.add(context.registerService(JobSchedules.class, messaging.schedules(), none()));
        registrations.add(context.registerService(OrganizationCleaner.class, messaging.cleaner(), none()));
        registrations.add(context.registerService(EventSubscriptions.class, messaging.relay(), none()));
        registrations.add(context.registerService(StreamHub.class, messaging.streams(), none()));
        registrations.add(context.registerService(EventArchive.class, messaging.archive(), none()));
    }

    @Deactivate
    public void stop() {
        registrations.forEach(ServiceRegistration::unregister);
        messaging.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addHandler(JobHandler handler, Map<String, Object> properties) {
        strings(properties, JobHandler.TYPE).forEach(type -> messaging.engine().add(type, handler));
    }

    public void removeHandler(JobHandler handler, Map<String, Object> properties) {
        strings(properties, JobHandler.TYPE).forEach(type -> messaging.engine().remove(type, handler));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSubscriber(EventSubscriber subscriber, Map<String, Object> properties) {
        TopicFilter topics = TopicFilter.of(strings(properties, EventSubscriber.TOPICS));
        Optional<String> organizationId = Optional.ofNullable((String) properties.get(EventSubscriber.ORGANIZATION));
        strings(properties, EventSubscriber.NAME)
                .forEach(name -> messaging.relay().add(name, organizationId, subscriber, topics));
    }

    public void removeSubscriber(EventSubscriber subscriber, Map<String, Object> properties) {
        strings(properties, EventSubscriber.NAME)
                .forEach(name -> messaging.relay().remove(name, subscriber));
    }

    /** The texts of a service property that may be one text or several. */
    private static List<String> strings(Map<String, Object> properties, String name) {
        Object value = properties.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof String[] texts) {
            return Arrays.asList(texts);
        }
        LOG.warn("A service without the property {} is ignored", name);
        return Collections.emptyList();
    }

    private static Dictionary<String, Object> none() {
        return new Hashtable<>();
    }
}
