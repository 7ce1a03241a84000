package org.archipel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The platform's own bundles: one folder a start level, named {@code <level>-<what>}, for example {@code 10-logging}.
 *
 * @param bundles in order of start level, then of file name
 */
record BundleFolder(List<BundleFile> bundles) {
    private static final Pattern LEVEL = Pattern.compile("(\\d{1,4})-[a-z-]+");

    BundleFolder {
        bundles = List.copyOf(bundles);
    }

    record BundleFile(int startLevel, Path jar) {}

    static BundleFolder read(Path folder) {
        List<BundleFile> bundles = new ArrayList<>();
        for (Path levelFolder : list(folder)) {
            Matcher level = LEVEL.matcher(levelFolder.getFileName().toString());
            if (!level.matches()) {
                throw new LaunchException(levelFolder + ": expected a folder named <start level>-<what>");
            }
            for (Path jar : list(levelFolder)) {
                if (jar.toString().endsWith(".jar")) {
                    bundles.add(new BundleFile(Integer.parseInt(level.group(1)), jar));
                }
            }
        }
        if (bundles.isEmpty()) {
            throw new LaunchException("no bundles in " + folder);
        }
        return new BundleFolder(bundles);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new LaunchException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The level at which everything is started. */
    int highestStartLevel() {
        return bundles.stream().mapToInt(BundleFile::startLevel).max().orElse(1);
    }
}
