package org.archipel.marketplace.internal.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For work on many rows, that one of them which cannot be understood does not stand in the way of the others: it is left out, and told
 * of in the log once, until it could be understood again. Thread-safe.
 */
public final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    /** Why, by what was left out. */
    private static final Map<String, String> REASONS = new ConcurrentHashMap<>();

    private SetAside() {}

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T, E extends Exception> {
        T read() throws E;
    }

    /**
     * What the reader makes of a row; empty if it throws an unchecked exception.
     *
     * @param row what it is, for the log: {@code version 1.0.0 of com.acme.crm}
     * @throws E what is not the row's fault, as that the database is away
     */
    public static <T, E extends Exception> Optional<T> ifReadable(String row, Reader<T, E> reader) throws E {
        try {
            var read = Optional.of(reader.read());
            if (!REASONS.isEmpty()) {
                REASONS.remove(row);
            }
            return read;
        } catch (RuntimeException e) {
            if (!e.toString().equals(REASONS.put(row, e.toString()))) {
                LOG.error("set aside, the others go on: {}", row, e);
            }
            return Optional.empty();
        }
    }
}
