package org.archipel.gateway.internal.fakes;

import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;

/** Keeps nothing. */
final class NoAudit implements AuditLog {
    @Override
    public void record(Transaction transaction, Caller caller, Entry entry) {}
}
