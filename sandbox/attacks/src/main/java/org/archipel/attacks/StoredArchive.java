package org.archipel.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes a zip archive byte by byte, without compression, as no ordinary tool does. Not thread-safe. */
final class StoredArchive {
    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    StoredArchive entry(String name, byte[] content) {
        list(name, content, body.size());
        body.writeBytes(local(name, content));
        return this;
    }

    /** An entry that is empty by the header before it, and full by the directory. */
    StoredArchive carrier(String name, byte[] content) {
        list(name, content, body.size());
        body.writeBytes(local(name, NOTHING));
        body.writeBytes(content);
        return this;
    }

    /** An entry as it stands in the archive: header, name and content. */
    static byte[] local(String name, byte[] content) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = little(30 + path.length + content.length).putInt(0x04034b50);
        return description(entry, path, content)
                .putShort((short) 0)
                .put(path)
                .put(content)
                .array();
    }

    private void list(String name, byte[] content, int offset) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = little(46 + path.length).putInt(0x02014b50).putShort((short) 20);
        // No extra field, comment, disk and attributes.
        directory.writeBytes(description(entry, path, content)
                .putShort((short) 0)
                .putShort((short) 0)
                .putLong(0)
                .putInt(offset)
                .put(path)
                .array());
        count++;
    }

    // Version, no flags, stored, no time.
    private static ByteBuffer description(ByteBuffer entry, byte[] path, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return entry.putShort((short) 20)
                .putInt(0)
                .putInt(0)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .putInt(content.length)
                .putShort((short) path.length);
    }

    byte[] bytes() {
        ByteBuffer end = little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(directory.size())
                .putInt(body.size())
                .putShort((short) 0);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(body.toByteArray());
        all.writeBytes(directory.toByteArray());
        all.writeBytes(end.array());
        return all.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
