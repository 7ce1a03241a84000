package org.archipel.api.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ProviderType;

/** Publishes events of the extension; they are stored before the call returns and delivered at least once. Thread-safe. */
@ProviderType
public interface EventPublisher {
    /**
     * @param topic covered by the {@code events} permission
     * @return id of the event
     */
    String publish(String topic, String subject, ObjectNode data);
}
