package org.archipel.messaging.internal.wiring;

import java.util.function.BooleanSupplier;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;

/** A unit of work whose database is away when a test says so. Thread-safe. */
final class ShakyUnit implements UnitOfWork {
    private static final BooleanSupplier NEVER = () -> false;

    private final UnitOfWork work;
    private volatile BooleanSupplier refused = NEVER;
    private volatile BooleanSupplier unanswered = NEVER;

    ShakyUnit(UnitOfWork work) {
        this.work = work;
    }

    /** @param when asked on the thread of each call, before anything is done */
    void refuse(BooleanSupplier when) {
        refused = when;
    }

    /** @param when asked on the thread of each call, after the transaction was committed */
    void loseAnswer(BooleanSupplier when) {
        unanswered = when;
    }

    @Override
    public <T> T call(Work<T> action) {
        failIf(refused);
        T result = work.call(action);
        failIf(unanswered);
        return result;
    }

    private static void failIf(BooleanSupplier failing) {
        if (failing.getAsBoolean()) {
            throw new DatabaseException("The database is away.", null);
        }
    }

    @Override
    public Dialect dialect() {
        return work.dialect();
    }
}
