package org.archipel.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.ws.rs.core.EntityTag;
import org.archipel.base.Sha256;

/** Makes the strong entity tags (RFC 9110, section 8.8.3) of single resources. */
public final class EntityTags {
    private static final int DIGEST_BYTES = 12;

    private EntityTags() {}

    /** The tag of a row with an optimistic-lock version. */
    public static EntityTag of(long version) {
        return new EntityTag("v" + Long.toString(version, 36));
    }

    /** The tag of something told apart by its content; equal content has equal tags. */
    public static EntityTag ofContent(byte[] content) {
        return new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(content), DIGEST_BYTES)));
    }

    /** The tag of something told apart by a text, such as the time of its last change. */
    public static EntityTag ofContent(String content) {
        return ofContent(content.getBytes(StandardCharsets.UTF_8));
    }
}
