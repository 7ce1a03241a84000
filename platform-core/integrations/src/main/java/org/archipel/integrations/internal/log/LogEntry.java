package org.archipel.integrations.internal.log;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.event.Level;

/** A line of an integration's log. */
public record LogEntry(
        String id, String integrationId, Level level, String message, Optional<String> detail, Instant at) {}
