package org.archipel.integrations.internal.records;

import java.util.HexFormat;
import org.archipel.base.Sha256;

/** 128 bits of the SHA-256 of canonical JSON, as 32 hexadecimal digits: equal content, equal hash. */
public final class ContentHash {
    /** Stands for a record that is gone; no content has it. */
    public static final String DELETED = "deleted";

    /** Stands for a record that is gone on the remote side and was kept in the hub; no content has it. */
    public static final String ABSENT = "absent";

    private static final HexFormat HEX = HexFormat.of();

    private ContentHash() {}

    public static String of(byte[] canonical) {
        return HEX.formatHex(Sha256.of(canonical), 0, 16);
    }
}
