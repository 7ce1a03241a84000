package org.archipel.integrations.internal.sync;

import java.util.Random;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;

/**
 * A process that dies in some transactions, half of the times before the commit and half of the times after it.
 *
 * @param oneIn of so many transactions one dies before its commit and one after it
 */
public record DyingUnit(UnitOfWork unit, Random random, int oneIn) implements UnitOfWork {
    /** The process dies; nothing catches it. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        public Killed() {
            super("killed");
        }
    }

    @Override
    public <T> T call(Work<T> work) {
        int fate = random.nextInt(oneIn);
        T result = unit.call(transaction -> {
            T done = work.run(transaction);
            if (fate == 0) {
                throw new Killed();
            }
            return done;
        });
        if (fate == 1) {
            throw new Killed();
        }
        return result;
    }

    @Override
    public Dialect dialect() {
        return unit.dialect();
    }
}
