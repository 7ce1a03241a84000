package org.archipel.sandbox.internal.gate;

/**
 * An entry of the central directory.
 *
 * @param headerOffset where its local header starts
 */
record ArchiveEntry(
        String name, int flags, int method, long crc, long packedSize, long size, int unixMode, long headerOffset) {
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    /** What some builds write for folders. */
    private static final int ALL_ONES = 0177777;

    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int DATA_DESCRIPTOR = 1 << 3;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    boolean directory() {
        return name.endsWith("/");
    }

    boolean special() {
        int type = unixMode & FILE_TYPE;
        return !(directory() && unixMode == ALL_ONES) && type != 0 && type != REGULAR && type != DIRECTORY;
    }

    // Only compressed data tells where it ends before a data descriptor.
    boolean readable() {
        return (flags & ENCRYPTED) == 0 && (method == STORED && !hasDataDescriptor() || method == DEFLATED);
    }

    boolean hasDataDescriptor() {
        return (flags & DATA_DESCRIPTOR) != 0;
    }
}
