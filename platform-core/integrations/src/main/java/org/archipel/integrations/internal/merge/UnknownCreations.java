package org.archipel.integrations.internal.merge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * Creations on the remote side whose answer was lost, where the remote side neither honours idempotency keys nor can be searched: to
 * send them again could make a second record. They wait for a person, or for the record to be read.
 */
public final class UnknownCreations {
    private final BaseStore bases = new BaseStore();
    private final ConflictStore conflicts = new ConflictStore();

    /** Sets the creations aside, each with a conflict. */
    public void park(Transaction transaction, WriteTarget target, List<Base> intents, Instant now) {
        bases.update(transaction, target, intents.stream().map(Base::parked).toList());
        for (Base intent : intents) {
            conflicts.put(
                    transaction,
                    target,
                    new ConflictStore.Parked(
                            intent.recordId(), "", List.of(), intent.json(), Optional.empty(), Optional.empty()),
                    now);
            Sql.on(transaction)
                    .update(
                            "UPDATE sync_conflicts SET kind = 'UNKNOWN' WHERE integration_id = ? AND entity = ? AND"
                                    + " record_id = ?",
                            target.integrationId(),
                            target.entity(),
                            intent.recordId());
        }
    }

    /** Does as a person found out. */
    void resolve(Transaction transaction, WriteTarget target, Conflict conflict, Resolution resolution) {
        Base intent = bases.byRecordIds(transaction, target, List.of(conflict.recordId()))
                .get(conflict.recordId());
        if (intent == null
                || intent.state() != Base.State.PARKED
                || intent.externalId().isPresent()) {
            throw new ConflictException("The record does not wait for this any more.");
        }
        if (resolution.create()) {
            bases.delete(transaction, target, List.of(intent.recordId()));
        } else if (resolution.dismiss()) {
            bases.update(transaction, target, List.of(intent.gone(Base.State.DETACHED, intent.version())));
        } else {
            if (!bases.byExternalIds(transaction, target, List.of(resolution.externalId()))
                    .isEmpty()) {
                throw new ConflictException("The remote system's record has its like in the hub already.");
            }
            Base linked = Base.linked(
                    intent.recordId(), resolution.externalId(), intent.json(), intent.hash(), intent.version());
            bases.update(transaction, target, List.of(linked));
        }
    }
}
