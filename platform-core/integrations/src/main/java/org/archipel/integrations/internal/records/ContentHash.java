package org.archipel.integrations.internal.records;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** 128 bits of the SHA-256 of canonical JSON, as 32 hexadecimal digits: equal content, equal hash. */
public final class ContentHash {
    /** Stands for a record that is gone; no content has it. */
    public static final String DELETED = "deleted";

    /** Stands for a record that is gone on the remote side and was kept in the hub; no content has it. */
    public static final String ABSENT = "absent";

    private static final HexFormat HEX = HexFormat.of();

    private ContentHash() {}

    public static String of(byte[] canonical) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(canonical), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
