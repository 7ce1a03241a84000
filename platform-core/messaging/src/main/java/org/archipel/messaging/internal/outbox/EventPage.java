package org.archipel.messaging.internal.outbox;

import java.util.List;

/**
 * Events that follow each other.
 *
 * @param events fewer than were asked for where their data is long: as nodes in memory it takes up to thirty times as much
 * @param more whether there may be more of them
 */
public record EventPage(List<StoredEvent> events, boolean more) {}
