package org.archipel.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.event.Event;

/** Events to and from the extension. */
public interface TestEvents {
    /**
     * Delivers an event to the extension's listeners of its topic, as far as the permissions cover it.
     *
     * @return how many listeners there were
     * @throws org.archipel.api.error.PlatformException if a listener failed; the platform would try again later
     */
    int deliver(String topic, String subject, ObjectNode data);

    /** As {@link #deliver(String, String, ObjectNode)}; for an event that comes once more. */
    int deliver(Event event);

    /** What the extension published, the oldest first. */
    List<Event> published();
}
