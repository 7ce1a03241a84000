package org.archipel.rest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.archipel.api.error.ValidationException;
import org.archipel.base.Sha256;

/**
 * Opaque cursors of lists: the sort key of the last item of a page, URL-safe, with a checksum over the key and over what the list
 * was asked for. A cursor gives no rights: the query that uses it is bound to the caller's organization all the same.
 */
public final class Cursors {
    private static final int CHECKSUM_BYTES = 8;
    private static final int MAX_LENGTH = 2048;
    private static final int MAX_KEYS = 16;

    private Cursors() {}

    /**
     * @param scope what the cursor belongs to, such as the list's filters; the same must be given to {@link #decode}
     * @param key the sort key of the last item, each part as text
     */
    public static String encode(String scope, List<String> key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(key.size());
            for (String part : key) {
                out.writeUTF(part);
            }
            byte[] body = bytes.toByteArray();
            out.write(checksum(scope, body));
        } catch (IOException e) {
            throw new UncheckedIOException("a sort key does not fit into a cursor", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * @return the parts of the sort key
     * @throws ValidationException if the cursor was not made by {@link #encode} for this scope with that many parts
     */
    public static List<String> decode(String scope, String cursor, int parts) {
        byte[] bytes = bytes(cursor);
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 1) {
            throw invalid();
        }
        byte[] body = Arrays.copyOf(bytes, length);
        byte[] checksum = Arrays.copyOfRange(bytes, length, bytes.length);
        if (!MessageDigest.isEqual(checksum, checksum(scope, body))) {
            throw invalid();
        }
        List<String> key = key(body);
        if (key.size() != parts) {
            throw invalid();
        }
        return key;
    }

    private static byte[] bytes(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static List<String> key(byte[] body) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int count = Math.min(in.readUnsignedByte(), MAX_KEYS);
            List<String> key = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                key.add(in.readUTF());
            }
            return List.copyOf(key);
        } catch (IOException e) {
            throw invalid();
        }
    }

    private static byte[] checksum(String scope, byte[] body) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(scope.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(body), CHECKSUM_BYTES);
    }

    static ValidationException invalid() {
        return new ValidationException("/cursor", "is not a cursor of this list with these filters");
    }
}
