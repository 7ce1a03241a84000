package org.archipel.sandbox.internal.gate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes zip archives that no ordinary tool writes; entries are stored. */
final class RawZip {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();
    private int mode;
    private int flags;
    private String localName;
    private byte[] localData;

    static RawZip of() {
        return new RawZip();
    }

    RawZip mode(int unixMode) {
        mode = unixMode;
        return this;
    }

    RawZip flags(int bits) {
        flags = bits;
        return this;
    }

    RawZip localName(String name) {
        localName = name;
        return this;
    }

    /** What the header before an entry's data tells the size and checksum of. */
    RawZip localData(String text) {
        localData = text.getBytes(StandardCharsets.ISO_8859_1);
        return this;
    }

    RawZip prefix(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    RawZip entry(String name, String text) {
        byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] told = localData == null ? data : localData;
        int offset = body.size();
        byte[] local = (localName == null ? name : localName).getBytes(StandardCharsets.UTF_8);
        body.writeBytes(little(30 + local.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) 0)
                .putInt(0)
                .putInt(checksum(told))
                .putInt(told.length)
                .putInt(told.length)
                .putShort((short) local.length)
                .putShort((short) 0)
                .put(local)
                .array());
        body.writeBytes(data);
        byte[] central = name.getBytes(StandardCharsets.UTF_8);
        directory.add(little(46 + central.length)
                .putInt(0x02014b50)
                .putShort((short) 0x0314)
                .putShort((short) 20)
                .putShort((short) flags)
                .putShort((short) 0)
                .putInt(0)
                .putInt(checksum(data))
                .putInt(data.length)
                .putInt(data.length)
                .putShort((short) central.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(mode << 16)
                .putInt(offset)
                .put(central)
                .array());
        return this;
    }

    byte[] bytes() {
        int start = body.size();
        directory.forEach(body::writeBytes);
        int size = body.size() - start;
        body.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) directory.size())
                .putShort((short) directory.size())
                .putInt(size)
                .putInt(start)
                .putShort((short) 0)
                .array());
        return body.toByteArray();
    }

    private static int checksum(byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(data);
        return (int) crc.getValue();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
