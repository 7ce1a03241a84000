package org.archipel.integrations.internal.fakes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;

/** Keeps audit entries in memory. */
public final class MemoryAudit implements AuditLog {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(Transaction transaction, Caller caller, Entry entry) {
        transaction.afterCommit(() -> entries.add(entry));
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<String> actions() {
        return entries.stream().map(Entry::action).toList();
    }
}
