package org.archipel.sandbox.internal.gate;

/**
 * What a package may cost to inspect and to keep; sizes in bytes.
 *
 * @param totalSize of all entries unpacked, those of embedded archives too
 * @param ratio unpacked to packed size, for entries over {@code ratioFrom}
 */
record GateLimits(
        long packageSize, int entries, long entrySize, long totalSize, int ratio, long ratioFrom, int smallFileSize) {
    static final GateLimits STANDARD =
            new GateLimits(64L << 20, 20_000, 32L << 20, 192L << 20, 100, 1L << 20, 512 << 10);
}
