package org.archipel.integrations.internal.model;

import org.slf4j.event.Level;

/** The least important level that an integration's log keeps. */
public enum LogLevel {
    ERROR(Level.ERROR),
    WARN(Level.WARN),
    INFO(Level.INFO),
    DEBUG(Level.DEBUG);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** Whether an entry of the given level is kept. */
    public boolean keeps(Level other) {
        return other.toInt() >= level.toInt();
    }
}
