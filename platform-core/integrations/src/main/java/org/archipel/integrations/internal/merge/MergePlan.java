package org.archipel.integrations.internal.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.integrations.internal.merge.Decision.Effect;
import org.archipel.integrations.internal.records.BatchOutcome;
import org.archipel.integrations.internal.records.PreparedRecord;
import org.archipel.integrations.internal.records.RecordRows.Row;
import org.archipel.persistence.Ids;

/** The statements that a merge runs, collected before the first one. For one thread. */
final class MergePlan {
    final List<Row> inserts = new ArrayList<>();
    final List<Row> replacements = new ArrayList<>();
    final List<Base> newBases = new ArrayList<>();
    final List<Base> bases = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();
    final List<ConflictStore.Parked> parked = new ArrayList<>();
    final List<String> settled = new ArrayList<>();
    final List<MatchIndex.Entry> indexed = new ArrayList<>();
    final List<AmbiguousMatches.Ambiguous> ambiguous = new ArrayList<>();
    final List<String> matched = new ArrayList<>();

    /** External ids of the records that are made. */
    private final List<String> createdThere = new ArrayList<>();
    /** External ids by those of the hub's records. */
    private final Map<String, String> updated = new LinkedHashMap<>();
    /** As of the updated ones. */
    private final Map<String, String> deleted = new LinkedHashMap<>();

    private int conflicts;

    /** @return the id of the record that is to be made */
    String create(PreparedRecord record) {
        createdThere.add(record.externalId());
        String id = Ids.next();
        inserts.add(new Row(id, record.json(), record.hash(), false, 0));
        newBases.add(Base.linked(id, record.externalId(), record.json(), record.hash(), 1, record.remoteVersion()));
        return id;
    }

    /** @param known whether the hub record has a base, of whatever kind */
    void adopt(PreparedRecord record, Base base, boolean known, Decision decision) {
        take(record, base, decision);
        // A pair that is found agrees on something, if only on being parked.
        if (known && !decision.parked()) {
            settled.add(base.recordId());
        }
        if (!known) {
            newBases.add(bases.remove(bases.size() - 1));
        }
    }

    /** A creation of the hub whose outcome was not known is found. */
    void cameAbout(PreparedRecord record, Base intent) {
        bases.add(Base.linked(
                intent.recordId(),
                record.externalId(),
                intent.json(),
                intent.hash(),
                intent.version(),
                record.remoteVersion()));
        settled.add(intent.recordId());
    }

    void ambiguous(PreparedRecord record, RecordMatching.Several several) {
        conflicts++;
        several.free().forEach(id -> newBases.add(Base.held(id)));
        ambiguous.add(new AmbiguousMatches.Ambiguous(
                record.externalId(), several.candidates(), record.json(), record.modifiedAt()));
    }

    /** What both know is the same, and the remote side calls it differently by now. */
    void renamed(Base base, PreparedRecord record) {
        bases.add(Base.linked(
                base.recordId(),
                record.externalId(),
                base.json(),
                base.hash(),
                base.version(),
                record.remoteVersion()));
    }

    void noLongerAmbiguous(PreparedRecord record) {
        matched.add(record.externalId());
    }

    void take(PreparedRecord record, Base base, Decision decision) {
        decision.row().ifPresent(replacements::add);
        decision.base().ifPresent(bases::add);
        if (decision.forget()) {
            forgotten.add(base.recordId());
        }
        if (!decision.conflicts().isEmpty()) {
            conflicts++;
        }
        if (decision.parked()) {
            parked.add(new ConflictStore.Parked(
                    base.recordId(),
                    record.externalId(),
                    decision.conflicts(),
                    base.json(),
                    record.deleted() ? Optional.empty() : Optional.of(record.json()),
                    record.modifiedAt()));
        } else if (base.state() == Base.State.PARKED) {
            settled.add(base.recordId());
        }
        if (decision.effect() == Effect.UPDATED) {
            updated.put(base.recordId(), record.externalId());
        } else if (decision.effect() == Effect.DELETED) {
            deleted.put(base.recordId(), record.externalId());
        }
    }

    BatchOutcome outcome(int size, boolean byExternalId) {
        List<String> made =
                byExternalId ? createdThere : inserts.stream().map(Row::id).toList();
        int unchanged = size - made.size() - updated.size() - deleted.size();
        return new BatchOutcome(
                made,
                List.copyOf(byExternalId ? updated.values() : updated.keySet()),
                List.copyOf(byExternalId ? deleted.values() : deleted.keySet()),
                unchanged,
                conflicts);
    }
}
