package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.integrations.internal.merge.Base;
import org.archipel.integrations.internal.merge.BaseStore;
import org.archipel.integrations.internal.records.RecordRows;
import org.archipel.integrations.internal.records.RecordRows.Head;
import org.archipel.integrations.internal.records.StoredRecord;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/**
 * Finds the hub records that the remote side does not know as they are. Records and bases are read page by page and compared here:
 * joined by the database, each page would cost as much as its planner happens to believe.
 */
final class OutboundCandidates {
    private static final int AT_A_TIME = 2_000;
    private static final Set<Base.State> SETTLED = Set.of(Base.State.LINKED, Base.State.DELETED);

    private final RecordRows rows = new RecordRows();
    private final BaseStore bases = new BaseStore();

    /** A hub record with what both sides last agreed on. */
    record Candidate(StoredRecord hub, Optional<Base> base) {
        /** Whether the remote side does not have it, as far as it is known. */
        boolean isUnknown() {
            return base.filter(known -> known.state() != Base.State.DELETED).isEmpty();
        }
    }

    private record Stand(long version, Base.State state) {}

    /** Candidates after the given id, in order of their ids. Parked records and those that are left alone are none. */
    List<Candidate> after(Transaction transaction, WriteTarget target, String id, int limit) {
        List<Candidate> found = new ArrayList<>();
        String last = id;
        List<Head> page;
        do {
            page = rows.headsAfter(transaction, target.organizationId(), target.entity(), last, AT_A_TIME);
            Map<String, Stand> stands =
                    stands(transaction, target, page.stream().map(Head::id).toList());
            List<String> wanted = page.stream()
                    .filter(head -> isCandidate(head, stands.get(head.id())))
                    .map(Head::id)
                    .limit(limit - found.size())
                    .toList();
            found.addAll(load(transaction, target, wanted));
            last = page.isEmpty() ? last : page.get(page.size() - 1).id();
        } while (found.size() < limit && page.size() == AT_A_TIME);
        return found;
    }

    /** As {@link #after}, among the given ids. */
    List<Candidate> among(Transaction transaction, WriteTarget target, Collection<String> ids, String id, int limit) {
        List<String> rest =
                ids.stream().filter(one -> one.compareTo(id) > 0).sorted().toList();
        Map<String, StoredRecord> records = rows.records(transaction, target.organizationId(), target.entity(), rest);
        Map<String, Stand> stands = stands(transaction, target, rest);
        List<String> wanted = rest.stream()
                .filter(one -> records.containsKey(one) && isCandidate(records.get(one), stands.get(one)))
                .limit(limit)
                .toList();
        return load(transaction, target, wanted);
    }

    private static boolean isCandidate(StoredRecord present, Stand stand) {
        return isCandidate(new Head(present.id(), present.version(), present.hash(), present.deleted()), stand);
    }

    private static boolean isCandidate(Head head, Stand stand) {
        return stand == null ? !head.deleted() : stand.version() != head.version() && SETTLED.contains(stand.state());
    }

    private static Map<String, Stand> stands(Transaction transaction, WriteTarget target, List<String> ids) {
        Map<String, Stand> stands = new HashMap<>(ids.size() * 2);
        Jdbc.on(transaction)
                .listByKeys(
                        transaction.dialect(),
                        "SELECT record_id, synced_version, state FROM record_bases WHERE integration_id = ? AND entity = ?",
                        List.of(target.integrationId(), target.entity()),
                        "record_id",
                        ids,
                        row -> stands.put(
                                row.getString("record_id"),
                                new Stand(row.getLong("synced_version"), Base.State.valueOf(row.getString("state")))));
        return stands;
    }

    private List<Candidate> load(Transaction transaction, WriteTarget target, List<String> ids) {
        Map<String, StoredRecord> records = rows.records(transaction, target.organizationId(), target.entity(), ids);
        Map<String, Base> known = bases.byRecordIds(transaction, target, ids);
        return ids.stream()
                .filter(records::containsKey)
                .map(id -> new Candidate(records.get(id), Optional.ofNullable(known.get(id))))
                .toList();
    }
}
