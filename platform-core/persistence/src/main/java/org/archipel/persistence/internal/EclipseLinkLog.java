package org.archipel.persistence.internal;

import org.eclipse.persistence.logging.AbstractSessionLog;
import org.eclipse.persistence.logging.SessionLog;
import org.eclipse.persistence.logging.SessionLogEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what JPA reports to the platform's log. Its warnings repeat exceptions that the caller gets, so they are on {@code debug}, as
 * are statements. Values are never shown.
 */
public final class EclipseLinkLog extends AbstractSessionLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.archipel.persistence.jpa");

    @Override
    public void log(SessionLogEntry entry) {
        switch (entry.getLevel()) {
            case SessionLog.SEVERE -> LOG.error(formatMessage(entry), entry.getException());
            default -> LOG.debug(formatMessage(entry), entry.getException());
        }
    }

    @Override
    public boolean shouldLog(int level, String category) {
        return level >= SessionLog.SEVERE || LOG.isDebugEnabled();
    }

    @Override
    public boolean shouldDisplayData() {
        return false;
    }
}
