package org.archipel.sandbox.internal.gate;

/** Names of archive entries. */
final class EntryName {
    private static final int LONGEST = 512;

    private EntryName() {}

    /** Whether the name stays below the folder that it is unpacked into, on every system. */
    static boolean plain(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(EntryName::forbidden)) {
            return false;
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean forbidden(int character) {
        return character < 0x20 || character == 0x7f || character == '\\' || character == ':';
    }
}
