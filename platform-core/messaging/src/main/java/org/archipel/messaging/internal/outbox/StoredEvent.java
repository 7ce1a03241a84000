package org.archipel.messaging.internal.outbox;

import org.archipel.api.event.Event;

/**
 * An event of the outbox.
 *
 * @param seq its place in the stream; 0 while it has none
 * @param characters of its data as JSON
 */
public record StoredEvent(long seq, String organizationId, Event event, int characters) {}
