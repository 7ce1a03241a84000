package org.archipel.persistence.internal;

import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Has EclipseLink pass on what the database refuses at once. By itself it takes a refusal within a transaction of PostgreSQL for a lost
 * connection, since nothing works after it, and tries for ten seconds to get another one; whether to run again is for the unit of
 * work to say, and the pool looks after connections.
 */
public final class OneAttempt implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        session.getLogin().setConnectionHealthValidatedOnError(false);
        session.getLogin().setQueryRetryAttemptCount(0);
    }
}
