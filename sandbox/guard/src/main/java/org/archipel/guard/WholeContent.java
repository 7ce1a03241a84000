package org.archipel.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads all of a stream into memory: past checkpoints, and asking for room before it takes more. */
final class WholeContent {
    private static final int PIECE = 1 << 14;

    private WholeContent() {}

    /**
     * @param what to be told of one that is too long
     * @return the content, which can be reset to its beginning; whoever made the stream cannot change it any more
     * @throws SecurityException if it is longer than {@code most} bytes
     */
    static ByteArrayInputStream of(InputStream in, int most, String what) throws IOException {
        byte[] bytes = {};
        int length = 0;
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            Checkpoint.check();
            if (length + read > most) {
                throw new SecurityException(
                        "not allowed to extensions: " + what + " of more than " + most + " bytes in one piece");
            }
            if (length + read > bytes.length) {
                int next = Math.min(most, Math.max(2 * bytes.length, PIECE));
                Checkpoint.room(next);
                bytes = Arrays.copyOf(bytes, next);
            }
            System.arraycopy(piece, 0, bytes, length, read);
            length += read;
        }
        return new ByteArrayInputStream(bytes, 0, length);
    }
}
