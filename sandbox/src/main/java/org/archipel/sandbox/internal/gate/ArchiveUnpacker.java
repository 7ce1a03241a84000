package org.archipel.sandbox.internal.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks entries within a budget that all archives of one package share. Not thread-safe. */
final class ArchiveUnpacker {
    private static final int PIECE = 16 << 10;

    private final GateLimits limits;
    private final byte[] output = new byte[PIECE];
    private long total;

    ArchiveUnpacker(GateLimits limits) {
        this.limits = limits;
    }

    /** Unpacks into memory. */
    byte[] bytes(ArchiveDirectory archive, ArchiveEntry entry) throws IOException, BadArchiveException {
        // The size is only a claim until all is unpacked.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(entry.size(), PIECE));
        unpack(archive, entry, bytes);
        return bytes.toByteArray();
    }

    /** Unpacks and checks sizes and checksum. */
    void unpack(ArchiveDirectory archive, ArchiveEntry entry, OutputStream to) throws IOException, BadArchiveException {
        if (entry.size() > limits.entrySize()) {
            throw new BadArchiveException(ArchiveRules.TOO_LARGE, "an entry unpacks to " + entry.size() + " bytes");
        }
        CRC32 crc = new CRC32();
        long size = entry.method() == ArchiveEntry.STORED
                ? copy(archive, entry, to, crc)
                : inflate(archive, entry, to, crc);
        if (size != entry.size() || crc.getValue() != entry.crc()) {
            throw new BadArchiveException(ArchiveRules.MALFORMED, "an entry differs from its size or checksum");
        }
    }

    private long copy(ArchiveDirectory archive, ArchiveEntry entry, OutputStream to, CRC32 crc)
            throws IOException, BadArchiveException {
        long done = 0;
        while (done < entry.packedSize()) {
            ByteBuffer piece = archive.packed(entry, done, (int) Math.min(PIECE, entry.packedSize() - done));
            int length = piece.remaining();
            piece.get(output, 0, length);
            done += length;
            pass(entry, length, done, to, crc);
        }
        return done;
    }

    private long inflate(ArchiveDirectory archive, ArchiveEntry entry, OutputStream to, CRC32 crc)
            throws IOException, BadArchiveException {
        Inflater inflater = new Inflater(true);
        try {
            long done = 0;
            long read = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int length = (int) Math.min(PIECE, entry.packedSize() - read);
                    if (length <= 0) {
                        throw new BadArchiveException(ArchiveRules.MALFORMED, "an entry ends in the middle");
                    }
                    inflater.setInput(archive.packed(entry, read, length));
                    read += length;
                }
                int length = inflater.inflate(output);
                if (length == 0 && !inflater.finished() && !inflater.needsInput()) {
                    throw new BadArchiveException(ArchiveRules.MALFORMED, "an entry cannot be unpacked");
                }
                done += length;
                pass(entry, length, done, to, crc);
            }
            if (inflater.getBytesRead() != entry.packedSize()) {
                throw new BadArchiveException(ArchiveRules.MALFORMED, "hidden data follows an entry");
            }
            return done;
        } catch (DataFormatException e) {
            throw new BadArchiveException(ArchiveRules.MALFORMED, "an entry cannot be unpacked");
        } finally {
            inflater.end();
        }
    }

    private void pass(ArchiveEntry entry, int length, long done, OutputStream to, CRC32 crc)
            throws IOException, BadArchiveException {
        total += length;
        if (done > entry.size() || done > limits.entrySize() || total > limits.totalSize()) {
            throw new BadArchiveException(ArchiveRules.TOO_LARGE, "the package unpacks to more than is allowed");
        }
        if (done > limits.ratioFrom() && done > entry.packedSize() * limits.ratio()) {
            throw new BadArchiveException(
                    ArchiveRules.BOMB, "an entry unpacks to more than " + limits.ratio() + " times its size");
        }
        crc.update(output, 0, length);
        to.write(output, 0, length);
    }
}
