package org.archipel.sandbox.internal.gate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The central directory of a zip archive, read strictly: only archives that every reader understands in the same way. Nothing lies
 * before, between or behind the entries, each local header repeats its directory entry with sizes and checksum, and there are no
 * extensions for huge files. Libraries read leniently, and what one overlooks another may load: one that reads the file from its
 * beginning believes the local headers, and finds entries within another one whose local size is smaller.
 */
final class ArchiveDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL_SIZE = 30;

    private final RandomBytes bytes;
    private final List<ArchiveEntry> entries = new ArrayList<>();
    private final Map<String, ArchiveEntry> byName = new HashMap<>();
    private final Map<ArchiveEntry, Long> dataOffsets = new HashMap<>();

    private ArchiveDirectory(RandomBytes bytes) {
        this.bytes = bytes;
    }

    /** @param place what stands before entry names in findings */
    static ArchiveDirectory read(RandomBytes bytes, GateLimits limits, String place, Findings findings)
            throws IOException, BadArchiveException {
        ArchiveDirectory directory = new ArchiveDirectory(bytes);
        long start = directory.readEntries(limits);
        directory.checkNames(place, findings);
        directory.checkLayout(start);
        return directory;
    }

    private long readEntries(GateLimits limits) throws IOException, BadArchiveException {
        if (bytes.size() < END_SIZE) {
            throw new BadArchiveException(ArchiveRules.NOT_AN_ARCHIVE, "the file is no zip archive");
        }
        ByteBuffer end = bytes.read(bytes.size() - END_SIZE, END_SIZE);
        if (end.getInt(0) != END_SIGNATURE) {
            throw new BadArchiveException(
                    ArchiveRules.NOT_AN_ARCHIVE, "the file does not end as a zip archive without comment does");
        }
        int count = Short.toUnsignedInt(end.getShort(10));
        long size = Integer.toUnsignedLong(end.getInt(12));
        long start = Integer.toUnsignedLong(end.getInt(16));
        if (end.getInt(4) != 0
                || Short.toUnsignedInt(end.getShort(8)) != count
                || start + size != bytes.size() - END_SIZE) {
            throw malformed("the end record does not describe the file");
        }
        if (count > limits.entries()) {
            throw new BadArchiveException(
                    ArchiveRules.TOO_MANY_ENTRIES, count + " entries, allowed are " + limits.entries());
        }
        if (size > limits.entrySize()) {
            throw new BadArchiveException(ArchiveRules.TOO_LARGE, "the directory of the archive is too large");
        }
        parse(bytes.read(start, (int) size), count);
        return start;
    }

    private void parse(ByteBuffer directory, int count) throws BadArchiveException {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + ENTRY_SIZE > directory.limit() || directory.getInt(at) != ENTRY_SIGNATURE) {
                throw malformed("directory entry " + i + " cannot be read");
            }
            int nameLength = Short.toUnsignedInt(directory.getShort(at + 28));
            int length = ENTRY_SIZE
                    + nameLength
                    + Short.toUnsignedInt(directory.getShort(at + 30))
                    + Short.toUnsignedInt(directory.getShort(at + 32));
            if (at + length > directory.limit() || directory.getShort(at + 34) != 0) {
                throw malformed("directory entry " + i + " cannot be read");
            }
            entries.add(entry(directory, at, decode(directory.slice(at + ENTRY_SIZE, nameLength))));
            at += length;
        }
        if (at != directory.limit()) {
            throw malformed("the directory holds more than its entries");
        }
    }

    private static ArchiveEntry entry(ByteBuffer directory, int at, String name) {
        return new ArchiveEntry(
                name,
                Short.toUnsignedInt(directory.getShort(at + 8)),
                Short.toUnsignedInt(directory.getShort(at + 10)),
                Integer.toUnsignedLong(directory.getInt(at + 16)),
                Integer.toUnsignedLong(directory.getInt(at + 20)),
                Integer.toUnsignedLong(directory.getInt(at + 24)),
                directory.getInt(at + 38) >>> 16,
                Integer.toUnsignedLong(directory.getInt(at + 42)));
    }

    private static String decode(ByteBuffer name) throws BadArchiveException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
        } catch (CharacterCodingException e) {
            throw malformed("an entry name is not UTF-8");
        }
    }

    private void checkNames(String place, Findings findings) {
        for (ArchiveEntry entry : entries) {
            if (!EntryName.plain(entry.name())) {
                findings.add(ArchiveRules.PATH_TRAVERSAL, place + entry.name(), "this is not a plain relative path");
            }
            if (byName.putIfAbsent(entry.name(), entry) != null) {
                findings.add(ArchiveRules.DUPLICATE, place + entry.name(), "the entry appears more than once");
            }
            if (entry.special()) {
                findings.add(ArchiveRules.SYMBOLIC_LINK, place + entry.name(), "the entry is a link or a device");
            }
            if (!entry.readable()) {
                findings.add(
                        ArchiveRules.UNSUPPORTED, place + entry.name(), "the entry is encrypted or oddly compressed");
            }
            if (entry.directory() && entry.size() != 0) {
                findings.add(ArchiveRules.MALFORMED, place + entry.name(), "a folder has no content");
            }
        }
    }

    private void checkLayout(long directoryStart) throws IOException, BadArchiveException {
        List<ArchiveEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(ArchiveEntry::headerOffset));
        long end = 0;
        ArchiveEntry before = null;
        for (ArchiveEntry entry : ordered) {
            checkGap(before, end, entry.headerOffset());
            end = dataOffset(entry) + entry.packedSize();
            before = entry;
        }
        checkGap(before, end, directoryStart);
    }

    // A data descriptor has 12 bytes, or 16 with a signature.
    private void checkGap(ArchiveEntry before, long from, long to) throws IOException, BadArchiveException {
        long gap = to - from;
        if (before == null || !before.hasDataDescriptor() ? gap != 0 : gap != 12 && gap != 16) {
            throw malformed("entries overlap, or hidden data lies between them");
        }
        if (gap > 0) {
            ByteBuffer descriptor = bytes.read(from, (int) gap);
            boolean signed = gap == 16;
            if (signed && descriptor.getInt(0) != DESCRIPTOR_SIGNATURE
                    || !sameSizes(descriptor, signed ? 4 : 0, before)) {
                throw malformed("what follows an entry differs from the directory");
            }
        }
    }

    private long dataOffset(ArchiveEntry entry) throws IOException, BadArchiveException {
        ByteBuffer header = bytes.read(entry.headerOffset(), LOCAL_SIZE);
        int nameLength = Short.toUnsignedInt(header.getShort(26));
        if (header.getInt(0) != LOCAL_SIGNATURE
                || Short.toUnsignedInt(header.getShort(6)) != entry.flags()
                || Short.toUnsignedInt(header.getShort(8)) != entry.method()
                || !entry.hasDataDescriptor() && !sameSizes(header, 14, entry)) {
            throw malformed("the header of an entry differs from the directory");
        }
        if (!decode(bytes.read(entry.headerOffset() + LOCAL_SIZE, nameLength)).equals(entry.name())) {
            throw malformed("the name of an entry differs from the directory");
        }
        long offset = entry.headerOffset() + LOCAL_SIZE + nameLength + Short.toUnsignedInt(header.getShort(28));
        dataOffsets.put(entry, offset);
        return offset;
    }

    private static boolean sameSizes(ByteBuffer told, int at, ArchiveEntry entry) {
        return Integer.toUnsignedLong(told.getInt(at)) == entry.crc()
                && Integer.toUnsignedLong(told.getInt(at + 4)) == entry.packedSize()
                && Integer.toUnsignedLong(told.getInt(at + 8)) == entry.size();
    }

    private static BadArchiveException malformed(String message) {
        return new BadArchiveException(ArchiveRules.MALFORMED, message);
    }

    List<ArchiveEntry> entries() {
        return entries;
    }

    Optional<ArchiveEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The bytes of the entry as they are packed, a piece at a time. */
    ByteBuffer packed(ArchiveEntry entry, long from, int length) throws IOException {
        return bytes.read(dataOffsets.get(entry) + from, length);
    }
}
