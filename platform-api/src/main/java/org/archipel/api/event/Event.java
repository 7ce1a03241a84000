package org.archipel.api.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that happened in an organization. Delivered at least once: {@code id} is the key to recognize a repetition.
 *
 * @param id UUIDv7, in order of time
 * @param topic dotted name, for example {@code record.updated}
 * @param subject what it is about, for example {@code place/42}
 * @param data a copy; changing it changes nothing
 */
public record Event(String id, String topic, String subject, ObjectNode data, Instant at) {}
