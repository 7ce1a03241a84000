package org.archipel.persistence.internal;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what Flyway reports to the platform's log, on {@code debug}: the outcome of a run is told by {@link Migrations}, a failure by
 * its exception. Flyway makes it by its name.
 */
public final class FlywayLog implements Log, LogCreator {
    private static final Logger LOG = LoggerFactory.getLogger("org.archipel.persistence.migrations");

    @Override
    public Log createLogger(Class<?> type) {
        return this;
    }

    @Override
    public void debug(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void info(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void warn(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message) {
        LOG.debug("{}", message);
    }

    @Override
    public void error(String message, Exception failure) {
        LOG.debug("{}", message, failure);
    }

    @Override
    public void notice(String message) {
        LOG.debug("{}", message);
    }
}
