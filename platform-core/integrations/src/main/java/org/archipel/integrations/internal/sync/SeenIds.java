package org.archipel.integrations.internal.sync;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/**
 * The external ids that a full scan has met, as 64 bits of each: a million take 8 MB. Two ids with the same bits can only keep a
 * record that is gone, never take one that is there.
 */
final class SeenIds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** FNV-1a over the characters. */
    static long bits(String externalId) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < externalId.length(); i++) {
            hash = (hash ^ externalId.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** Keeps the ids of one transaction of the run. */
    void add(Transaction transaction, SyncRun run, long part, long[] ids) {
        if (ids.length == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Long.BYTES);
        bytes.asLongBuffer().put(ids);
        Jdbc.on(transaction)
                .update("INSERT INTO sync_seen (integration_id, run_id, part, ids) VALUES (?, ?, ?, ?)", statement -> {
                    statement.setString(1, run.integrationId());
                    statement.setString(2, run.id());
                    statement.setLong(3, part);
                    statement.setBytes(4, bytes.array());
                });
    }

    void clear(Transaction transaction, SyncRun run) {
        Jdbc.on(transaction)
                .update("DELETE FROM sync_seen WHERE run_id = ?", statement -> statement.setString(1, run.id()));
    }

    /** All of them, each once, in ascending order. */
    long[] all(Transaction transaction, SyncRun run) {
        List<byte[]> parts = Jdbc.on(transaction)
                .list(
                        "SELECT ids FROM sync_seen WHERE run_id = ?",
                        statement -> statement.setString(1, run.id()),
                        row -> row.getBytes(1));
        long[] ids = new long
                [parts.stream().mapToInt(part -> part.length / Long.BYTES).sum()];
        int at = 0;
        for (byte[] part : parts) {
            ByteBuffer.wrap(part).asLongBuffer().get(ids, at, part.length / Long.BYTES);
            at += part.length / Long.BYTES;
        }
        return distinct(ids);
    }

    private static long[] distinct(long[] ids) {
        Arrays.sort(ids);
        int size = 0;
        for (long id : ids) {
            if (size == 0 || ids[size - 1] != id) {
                ids[size++] = id;
            }
        }
        return Arrays.copyOf(ids, size);
    }
}
