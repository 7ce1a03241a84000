package org.archipel.integrations.internal.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Single hub records: read, list, write, delete, history. Every change keeps the earlier version and is told as an event. */
@Component(service = RecordService.class)
public class RecordService {
    /** The largest record that the hub takes, in bytes of JSON. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final Pattern ENTITY = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final int TRIES = 5;

    private final UnitOfWork work;
    private final RecordEvents events;
    private final Clock clock = Clock.systemUTC();
    private final RecordStore store = new RecordStore();
    private final RecordRows rows = new RecordRows();

    @Activate
    public RecordService(@Reference(target = "(unit=integrations)") UnitOfWork work, @Reference Outbox outbox) {
        this.work = work;
        this.events = new RecordEvents(outbox);
    }

    /** Whether a text can name an entity. */
    public static boolean isEntityName(String entity) {
        return ENTITY.matcher(entity).matches();
    }

    public Optional<HubRecord> get(String organizationId, String entity, String id) {
        return work.call(transaction -> store.find(transaction, organizationId, entity, id))
                .filter(record -> !record.deleted())
                .map(StoredRecord::toHubRecord);
    }

    /** One page in order of the ids. A page may hold fewer records than asked for although there are more. */
    public RecordSlice list(String organizationId, String entity, RecordListing listing) {
        RecordStore.Slice slice = work.call(transaction -> store.list(transaction, organizationId, entity, listing));
        return new RecordSlice(
                slice.records().stream().map(StoredRecord::toHubRecord).toList(), slice.next());
    }

    /**
     * Makes or replaces a record; the same content costs no new version.
     *
     * @param check sees the present version first
     */
    public HubRecord put(
            String organizationId, String entity, String id, ObjectNode data, String origin, VersionCheck check) {
        requireNames(entity, id);
        byte[] canonical = Json.bytes(data, MAX_BYTES)
                .orElseThrow(() -> new ValidationException("", "a record has at most " + MAX_BYTES + " bytes"));
        String json = new String(canonical, StandardCharsets.UTF_8);
        var change = new Change(organizationId, entity, id, json, ContentHash.of(canonical), origin, false);
        return repeated(transaction -> write(transaction, change, check)).toHubRecord();
    }

    /**
     * Deletes a record; its versions stay readable as history.
     *
     * @return whether there was one
     */
    public boolean delete(String organizationId, String entity, String id, String origin, VersionCheck check) {
        var change = new Change(organizationId, entity, id, "{}", ContentHash.DELETED, origin, true);
        return repeated(transaction -> {
            Optional<StoredRecord> present = present(transaction, change);
            check.check(version(present));
            present.ifPresent(record -> replace(transaction, change, record, "deleted"));
            return present.isPresent();
        });
    }

    /**
     * Versions of a record, latest first, the present one included.
     *
     * @param before only versions below this one; empty for all
     * @throws NotFoundException if there never was such a record
     */
    public RecordHistory history(String organizationId, String entity, String id, OptionalLong before, int limit) {
        return work.call(transaction -> {
            StoredRecord present = store.find(transaction, organizationId, entity, id)
                    .orElseThrow(() -> new NotFoundException("there is no such record"));
            long below = before.orElse(Long.MAX_VALUE);
            List<RecordVersion> versions = new ArrayList<>();
            if (present.version() < below) {
                versions.add(new RecordVersion(
                        present.version(), present.data(), present.origin(), present.deleted(), present.updatedAt()));
            }
            RecordHistory earlier =
                    store.history(transaction, organizationId, entity, id, below, limit - versions.size());
            versions.addAll(earlier.versions());
            return new RecordHistory(versions, earlier.more());
        });
    }

    private StoredRecord write(Transaction transaction, Change change, VersionCheck check) {
        Optional<StoredRecord> row = store.find(transaction, change.organizationId, change.entity, change.id);
        Optional<StoredRecord> present = row.filter(record -> !record.deleted());
        check.check(version(present));
        if (row.isEmpty()) {
            return insert(transaction, change);
        }
        if (present.isPresent() && present.get().hash().equals(change.hash)) {
            return present.get();
        }
        return replace(transaction, change, row.get(), present.isPresent() ? "updated" : "created");
    }

    private StoredRecord insert(Transaction transaction, Change change) {
        rows.insert(transaction, change.organizationId, change.entity, change.origin, now(), List.of(change.row(0)));
        StoredRecord written = reread(transaction, change);
        events.changed(transaction, change.organizationId, "created", written);
        return written;
    }

    private StoredRecord replace(Transaction transaction, Change change, StoredRecord before, String what) {
        rows.replace(
                transaction,
                change.organizationId,
                change.entity,
                change.origin,
                now(),
                List.of(change.row(before.version())));
        StoredRecord written = reread(transaction, change);
        events.changed(transaction, change.organizationId, what, written);
        return written;
    }

    private StoredRecord reread(Transaction transaction, Change change) {
        return store.find(transaction, change.organizationId, change.entity, change.id)
                .orElseThrow(StaleRecordException::new);
    }

    private Optional<StoredRecord> present(Transaction transaction, Change change) {
        return store.find(transaction, change.organizationId, change.entity, change.id)
                .filter(record -> !record.deleted());
    }

    private static OptionalLong version(Optional<StoredRecord> present) {
        return present.map(record -> OptionalLong.of(record.version())).orElseGet(OptionalLong::empty);
    }

    private static void requireNames(String entity, String id) {
        if (!isEntityName(entity)) {
            throw new ValidationException("", "an entity's name is a letter, then letters, digits, '_', '.' or '-'");
        }
        if (!ID.matcher(id).matches()) {
            throw new ValidationException("", "a record's id has 1 to 200 visible ASCII characters");
        }
    }

    private <T> T repeated(UnitOfWork.Work<T> action) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.call(action);
            } catch (StaleRecordException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }

    private record Change(
            String organizationId, String entity, String id, String json, String hash, String origin, boolean deleted) {
        RecordRows.Row row(long expectedVersion) {
            return new RecordRows.Row(id, json, hash, deleted, expectedVersion);
        }
    }
}
