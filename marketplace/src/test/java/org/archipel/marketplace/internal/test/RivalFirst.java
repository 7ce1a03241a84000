package org.archipel.marketplace.internal.test;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/** A unit of work in which another transaction commits once, right before the first statement that updates something. */
public final class RivalFirst implements UnitOfWork {
    private final UnitOfWork work;
    private final Runnable rival;
    private final AtomicBoolean came = new AtomicBoolean();

    /** @param rival commits a change by its own transaction */
    public RivalFirst(UnitOfWork work, Runnable rival) {
        this.work = work;
        this.rival = rival;
    }

    @Override
    public <T> T call(Work<T> doing) {
        return work.call(transaction -> doing.run(new Watched(transaction)));
    }

    @Override
    public Dialect dialect() {
        return work.dialect();
    }

    private Object prepared(Connection connection, Method method, Object... arguments) throws Throwable {
        if (method.getName().equals("prepareStatement")
                && ((String) arguments[0]).startsWith("UPDATE")
                && came.compareAndSet(false, true)) {
            CompletableFuture.runAsync(rival).join();
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private final class Watched implements Transaction {
        private final Transaction transaction;

        private Watched(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public EntityManager entityManager() {
            return transaction.entityManager();
        }

        @Override
        public Connection connection() {
            var connection = transaction.connection();
            return (Connection) Proxy.newProxyInstance(
                    RivalFirst.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> prepared(connection, method, arguments));
        }

        @Override
        public Dialect dialect() {
            return transaction.dialect();
        }

        @Override
        public void afterCommit(Runnable action) {
            transaction.afterCommit(action);
        }
    }
}
