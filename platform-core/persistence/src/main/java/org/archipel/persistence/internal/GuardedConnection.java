package org.archipel.persistence.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection whose transaction belongs to the unit of work. {@code close} does nothing, so that try-with-resources does no harm;
 * {@code commit}, {@code rollback} to the start and a change of auto-commit are refused, or do nothing for JPA, which ends its own
 * transaction by them. Savepoints are allowed.
 */
final class GuardedConnection implements InvocationHandler {
    private final Connection connection;
    private final boolean refuses;

    private GuardedConnection(Connection connection, boolean refuses) {
        this.connection = connection;
        this.refuses = refuses;
    }

    /** For stores: ending the transaction is an error. */
    static Connection forWork(Connection connection) {
        return proxy(new GuardedConnection(connection, true));
    }

    /** For JPA: ending the transaction has no effect here. */
    static Connection forJpa(Connection connection) {
        return proxy(new GuardedConnection(connection, false));
    }

    private static Connection proxy(GuardedConnection handler) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close", "abort":
                return null;
            case "commit", "setAutoCommit":
                return endOfTransaction(method);
            case "rollback":
                if (method.getParameterCount() == 0) {
                    return endOfTransaction(method);
                }
                break;
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                break;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object endOfTransaction(Method method) throws SQLException {
        if (refuses) {
            throw new SQLException("The transaction belongs to the unit of work: no " + method.getName() + " here.");
        }
        return null;
    }
}
