package org.archipel.marketplace.internal.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A package that arrived but is not in the store yet. Closing it deletes the file, unless the store took it.
 *
 * @param sha256 digest of what arrived, lower-case hex
 * @param size in bytes
 */
public record Upload(Path file, String sha256, long size) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int BUFFER = 64 * 1024;

    static Upload write(InputStream body, Path file, long limit) throws IOException {
        var digest = Digests.newSha256();
        var buffer = new byte[BUFFER];
        long size = 0;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new ProblemException(
                            PAYLOAD_TOO_LARGE,
                            ErrorCode.VALIDATION_ERROR,
                            "a package may have at most " + limit + " bytes");
                }
                digest.update(buffer, 0, read);
                for (var chunk = ByteBuffer.wrap(buffer, 0, read); chunk.hasRemaining(); ) {
                    channel.write(chunk);
                }
            }
            channel.force(true);
        }
        return new Upload(file, Digests.hex(digest), size);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the file of an upload could not be deleted", e);
        }
    }
}
