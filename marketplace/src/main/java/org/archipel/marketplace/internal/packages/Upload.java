package org.archipel.marketplace.internal.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.base.Sha256;
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
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
    private static final int BUFFER = 64 * 1024;

    static Upload write(InputStream body, Path file, long limit) throws IOException {
        var digest = Sha256.newDigest();
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
                store(channel, ByteBuffer.wrap(buffer, 0, read));
            }
            force(channel);
        }
        return new Upload(file, Digests.hex(digest), size);
    }

    private static void store(FileChannel channel, ByteBuffer chunk) {
        try {
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static void force(FileChannel channel) {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw full(e);
        }
    }

    /** What cannot be written is the platform's trouble, and may be over soon; what cannot be read is the client's. */
    static ProblemException full(IOException e) {
        LOG.error("the package store cannot be written", e);
        return new ProblemException(
                INSUFFICIENT_STORAGE,
                ErrorCode.SYSTEM_ERROR,
                "the package store cannot take the package at present",
                List.of(),
                RETRY_AFTER);
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
