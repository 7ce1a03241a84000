package org.archipel.connector.common.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.archipel.api.connector.SourceRecord;

/** Tells pages apart by the ids on them. */
final class RecordDigest {
    private static final int BYTES = 16;

    private RecordDigest() {}

    static String of(List<SourceRecord> records) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceRecord item : records) {
                digest.update(item.externalId().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
