package org.archipel.messaging.internal.engine;

import com.github.kagkarlsson.shaded.jdbc.BatchPreparedStatementSetter;
import com.github.kagkarlsson.shaded.jdbc.ConnectionSupplier;
import com.github.kagkarlsson.shaded.jdbc.JdbcRunner;
import com.github.kagkarlsson.shaded.jdbc.PreparedStatementSetter;
import com.github.kagkarlsson.shaded.jdbc.ResultSetMapper;
import com.github.kagkarlsson.shaded.jdbc.RowMapper;
import com.github.kagkarlsson.shaded.jdbc.ThreadLocalTransactionContextProvider;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;

/**
 * Lets the scheduler library write through the platform's transactions: inside of {@link #within} it joins the given one, elsewhere
 * each of its statements is a unit of work of its own.
 */
public final class BoundTransaction extends JdbcRunner {
    private final ThreadLocal<Transaction> bound = new ThreadLocal<>();
    private final UnitOfWork work;

    public BoundTransaction(UnitOfWork work) {
        super(new Managed(null), new ThreadLocalTransactionContextProvider());
        this.work = work;
    }

    /** Runs the action; what the library writes meanwhile on this thread commits with the transaction. */
    public void within(Transaction transaction, Runnable action) {
        Transaction outer = bound.get();
        bound.set(transaction);
        try {
            action.run();
        } finally {
            if (outer == null) {
                bound.remove();
            } else {
                bound.set(outer);
            }
        }
    }

    @Override
    public <T> T inTransaction(Function<JdbcRunner, T> doInTransaction) {
        return joined(doInTransaction);
    }

    @Override
    public int execute(String query, PreparedStatementSetter setParameters) {
        return joined(runner -> runner.execute(query, setParameters));
    }

    @Override
    public <T> List<T> query(String query, PreparedStatementSetter setParameters, RowMapper<T> rowMapper) {
        return joined(runner -> runner.query(query, setParameters, rowMapper));
    }

    @Override
    public <T> T query(String query, PreparedStatementSetter setParameters, ResultSetMapper<T> resultSetMapper) {
        return joined(runner -> runner.query(query, setParameters, resultSetMapper));
    }

    @Override
    public <U> int[] executeBatch(String query, List<U> values, BatchPreparedStatementSetter<U> setParameters) {
        return joined(runner -> runner.executeBatch(query, values, setParameters));
    }

    private <T> T joined(Function<JdbcRunner, T> action) {
        Transaction transaction = bound.get();
        return transaction == null ? work.call(own -> action.apply(on(own))) : action.apply(on(transaction));
    }

    private static JdbcRunner on(Transaction transaction) {
        return new JdbcRunner(new Managed(transaction.connection()), new ThreadLocalTransactionContextProvider());
    }

    /** A connection that the unit of work commits and closes. */
    private record Managed(Connection connection) implements ConnectionSupplier {
        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public boolean commitWhenAutocommitDisabled() {
            return false;
        }

        @Override
        public boolean isExternallyManagedConnection() {
            return true;
        }
    }
}
