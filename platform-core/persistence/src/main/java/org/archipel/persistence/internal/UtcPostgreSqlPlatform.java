package org.archipel.persistence.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import org.archipel.persistence.Timestamps;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;

/** PostgreSQL with entities' instants in UTC, whatever the default zone of the JVM. */
public final class UtcPostgreSqlPlatform extends PostgreSQLPlatform {
    private static final long serialVersionUID = 1L;

    @Override
    public void setParameterValueInDatabaseCall(
            Object parameter, PreparedStatement statement, int index, AbstractSession session) throws SQLException {
        if (parameter instanceof Instant instant) {
            Timestamps.set(statement, index, instant);
        } else {
            super.setParameterValueInDatabaseCall(parameter, statement, index, session);
        }
    }

    @Override
    public Object getObjectFromResultSet(ResultSet row, int index, int type, AbstractSession session)
            throws SQLException {
        return type == Types.TIMESTAMP
                ? Timestamps.find(row, index).map(Timestamp::from).orElse(null)
                : super.getObjectFromResultSet(row, index, type, session);
    }
}
