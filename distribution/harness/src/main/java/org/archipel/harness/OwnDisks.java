package org.archipel.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folders of a platform's data that are disks of their own, which are soon full. Only the process itself sees what is on them. */
public final class OwnDisks {
    /** A mount namespace in which the process may mount. */
    private static final List<String> APART = List.of("unshare", "--map-root-user", "--mount");

    private final Map<String, Integer> kilobytes;

    /** @param kilobytes sizes by folder */
    OwnDisks(Map<String, Integer> kilobytes) {
        this.kilobytes = Map.copyOf(kilobytes);
    }

    /** Whether this machine lets a process have disks of its own. */
    public static boolean available() {
        try {
            return new ProcessBuilder(apart(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt")))
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command that runs another one on these disks; the same one if there are none. */
    List<String> around(List<String> command, Path data) throws IOException {
        if (kilobytes.isEmpty()) {
            return command;
        }
        StringBuilder mounts = new StringBuilder("set -e; ");
        for (Map.Entry<String, Integer> disk : kilobytes.entrySet()) {
            Path folder = Files.createDirectories(data.resolve(disk.getKey()));
            mounts.append("mount -t tmpfs -o size=" + disk.getValue() + "k tmpfs '" + folder + "'; ");
        }
        List<String> mounted = new ArrayList<>(List.of("sh", "-c", mounts + "exec \"$@\"", "sh"));
        mounted.addAll(command);
        return apart(mounted);
    }

    private static List<String> apart(List<String> command) {
        return Stream.concat(APART.stream(), command.stream()).toList();
    }
}
