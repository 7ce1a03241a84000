package org.archipel.integrations.internal.records;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.archipel.integrations.internal.records.LinkStore.Link;
import org.archipel.integrations.internal.records.RecordRows.Head;
import org.archipel.integrations.internal.records.RecordRows.Row;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;

/**
 * Writes many records of a remote system at once. One query finds the links and hashes of the whole batch; a record whose hash is
 * the same costs nothing more. New ones are inserted in two batches, changed ones are updated with their earlier version kept.
 */
public final class RecordBatchWriter {
    private final LinkStore links = new LinkStore();
    private final RecordRows rows = new RecordRows();

    /**
     * Writes the batch. The last of several records with one external id counts.
     *
     * @throws StaleRecordException if another transaction changed one of the records at the same time
     */
    public BatchOutcome write(Transaction transaction, WriteTarget target, List<PreparedRecord> records, Instant now) {
        Plan plan = plan(transaction, target, records);
        rows.insert(transaction, target.organizationId(), target.entity(), target.origin(), now, plan.inserts);
        links.insert(transaction, target, plan.newLinks);
        if (!plan.replacements.isEmpty()) {
            rows.replace(
                    transaction, target.organizationId(), target.entity(), target.origin(), now, plan.replacements);
        }
        links.update(transaction, target, plan.changedLinks);
        return plan.outcome(records.size());
    }

    /** What {@link #write} would do, told by external ids; writes nothing. */
    public BatchOutcome preview(Transaction transaction, WriteTarget target, List<PreparedRecord> records) {
        return plan(transaction, target, records).preview(records.size());
    }

    private Plan plan(Transaction transaction, WriteTarget target, List<PreparedRecord> records) {
        Plan plan = new Plan();
        if (records.isEmpty()) {
            return plan;
        }
        Map<String, PreparedRecord> latest = new LinkedHashMap<>(records.size() * 2);
        records.forEach(record -> latest.put(record.externalId(), record));
        Map<String, Link> known = links.find(transaction, target, List.copyOf(latest.keySet()));
        List<PreparedRecord> changed = new ArrayList<>();
        for (PreparedRecord record : latest.values()) {
            Link link = known.get(record.externalId());
            if (link == null && !record.deleted()) {
                plan.create(record);
            } else if (link != null && !link.hash().equals(record.hash())) {
                changed.add(record);
            }
        }
        planChanges(transaction, target, changed, known, plan);
        return plan;
    }

    private void planChanges(
            Transaction transaction,
            WriteTarget target,
            List<PreparedRecord> changed,
            Map<String, Link> known,
            Plan plan) {
        if (changed.isEmpty()) {
            return;
        }
        List<String> ids = changed.stream()
                .map(record -> known.get(record.externalId()).recordId())
                .toList();
        Map<String, Head> heads = rows.heads(transaction, target.organizationId(), target.entity(), ids);
        for (PreparedRecord record : changed) {
            String recordId = known.get(record.externalId()).recordId();
            Head head = Objects.requireNonNull(heads.get(recordId), "a linked record keeps its row");
            plan.change(record, head);
        }
    }

    /** The statements to run, collected before the first one. */
    private static final class Plan {
        private final List<Row> inserts = new ArrayList<>();
        private final List<Link> newLinks = new ArrayList<>();
        private final List<Row> replacements = new ArrayList<>();
        private final List<Link> changedLinks = new ArrayList<>();
        private final Map<String, String> replaced = new HashMap<>();
        private final List<String> updated = new ArrayList<>();
        private final List<String> deleted = new ArrayList<>();

        void create(PreparedRecord record) {
            String id = Ids.next();
            inserts.add(new Row(id, record.json(), record.hash(), false, 0));
            newLinks.add(new Link(record.externalId(), id, record.hash()));
        }

        void change(PreparedRecord record, Head head) {
            changedLinks.add(new Link(record.externalId(), head.id(), record.hash()));
            boolean same = head.hash().equals(record.hash()) && head.deleted() == record.deleted();
            if (same || (head.deleted() && record.deleted())) {
                return;
            }
            replaced.put(head.id(), record.externalId());
            replacements.add(new Row(head.id(), record.json(), record.hash(), record.deleted(), head.version()));
            (record.deleted() ? deleted : updated).add(head.id());
        }

        BatchOutcome outcome(int size) {
            List<String> created = inserts.stream().map(Row::id).toList();
            int unchanged = size - created.size() - updated.size() - deleted.size();
            return new BatchOutcome(created, updated, deleted, unchanged);
        }

        BatchOutcome preview(int size) {
            return new BatchOutcome(
                    newLinks.stream().map(Link::externalId).toList(),
                    updated.stream().map(replaced::get).toList(),
                    deleted.stream().map(replaced::get).toList(),
                    outcome(size).unchanged());
        }
    }
}
