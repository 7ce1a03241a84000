package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.LinkedRecords;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.persistence.UnitOfWork;

/**
 * Finds which records are to be looked at on either side when single ones changed. Going both ways, a record of the hub that changed is
 * read on the remote side first, so that what changed there meanwhile is not written over; and one that was read may leave the hub with
 * something to tell.
 */
final class Counterparts {
    private final UnitOfWork work;
    private final BaseStore bases = new BaseStore();
    private final LinkedRecords links = new LinkedRecords();

    Counterparts(UnitOfWork work) {
        this.work = work;
    }

    /**
     * The records with their counterparts on the remote side.
     *
     * @return empty if single records do not do: a new one of the hub may be one of the remote side that was not read yet
     */
    Optional<NamedRecords> there(WriteTarget target, NamedRecords told, SyncPlan plan) {
        if (plan.direction() == Direction.INBOUND) {
            return Optional.of(new NamedRecords(told.externalIds(), Set.of()));
        }
        if (plan.direction() == Direction.OUTBOUND) {
            return Optional.of(new NamedRecords(Set.of(), told.recordIds()));
        }
        Map<String, Base> known =
                work.call(transaction -> bases.byRecordIds(transaction, target, List.copyOf(told.recordIds())));
        if (plan.merge().keys().any() && known.size() < told.recordIds().size()) {
            return Optional.empty();
        }
        Set<String> externalIds = new HashSet<>(told.externalIds());
        known.values().forEach(base -> base.externalId().ifPresent(externalIds::add));
        return Optional.of(new NamedRecords(externalIds, told.recordIds()));
    }

    /** The records of the hub that may have something to tell, once those of the remote side were taken. */
    Set<String> here(WriteTarget target, NamedRecords named) {
        Set<String> recordIds = new HashSet<>(named.recordIds());
        work.run(transaction -> bases.byExternalIds(transaction, target, List.copyOf(named.externalIds()))
                .values()
                .forEach(base -> recordIds.add(base.recordId())));
        return recordIds;
    }

    /**
     * Those of the remote side's records that a read of all that is new left as they were in the hub: a list of changes does not tell of what
     * is gone.
     *
     * @param since when that read began
     * @return empty if there is none
     */
    Optional<NamedRecords> leftOut(WriteTarget target, Set<String> externalIds, SyncPlan plan, Instant since) {
        List<String> ids = List.copyOf(externalIds);
        Set<String> left = work.call(transaction -> links.unchangedSince(
                transaction,
                target,
                plan.direction() == Direction.INBOUND
                        ? links.recordIds(transaction, target, ids)
                        : recordIds(bases.byExternalIds(transaction, target, ids)),
                since));
        return Optional.of(new NamedRecords(left, Set.of())).filter(some -> some.size() > 0);
    }

    private static Map<String, String> recordIds(Map<String, Base> bases) {
        Map<String, String> recordIds = new HashMap<>();
        bases.forEach((externalId, base) -> recordIds.put(externalId, base.recordId()));
        return recordIds;
    }

    /** Whether one of the remote side's records was not seen before. */
    boolean anyIsNew(WriteTarget target, NamedRecords named) {
        return work.<Map<String, Base>>call(transaction ->
                                bases.byExternalIds(transaction, target, List.copyOf(named.externalIds())))
                        .size()
                < named.externalIds().size();
    }
}
