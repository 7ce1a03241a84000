package org.archipel.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.plugin.MojoExecutionException;

/** The platform's distribution, unpacked for one project, with the bundle that runs the extension under development. */
final class Distribution {
    private static final String BUNDLES = "bundles";
    private static final String DEVELOPMENT = "60-development";

    private Distribution() {}

    /**
     * Unpacks the archive, unless that was done before.
     *
     * @param development the bundle to add
     */
    static Path unpack(File zip, File development, Path folder) throws MojoExecutionException {
        Path home = folder.resolve("platform");
        Path marker = folder.resolve("platform.origin");
        String origin = zip + " " + zip.lastModified() + " " + development.lastModified();
        try {
            if (Files.exists(marker) && Files.readString(marker).equals(origin)) {
                return home;
            }
            delete(home);
            Files.createDirectories(home);
            extract(zip, home);
            add(development, home);
            Files.writeString(marker, origin);
            return home;
        } catch (IOException e) {
            throw new MojoExecutionException("the distribution cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Takes a distribution that is unpacked already; it is not changed. */
    static Path beside(Path distribution, File development, Path folder) throws MojoExecutionException {
        Path home = folder.resolve("platform");
        try {
            delete(home);
            Files.createDirectories(home.resolve(BUNDLES));
            for (String part : List.of("conf", "lib")) {
                Files.createSymbolicLink(home.resolve(part), distribution.resolve(part));
            }
            try (Stream<Path> levels = Files.list(distribution.resolve(BUNDLES))) {
                for (Path level : levels.toList()) {
                    Files.createSymbolicLink(home.resolve(BUNDLES).resolve(level.getFileName()), level);
                }
            }
            add(development, home);
            return home;
        } catch (IOException | UnsupportedOperationException e) {
            throw new MojoExecutionException(distribution + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void extract(File zip, Path home) throws IOException {
        try (ZipFile archive = new ZipFile(zip)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) archive.stream().map(ZipEntry.class::cast)::iterator) {
                // The archive has one folder at its top.
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = home.resolve(name).normalize();
                if (name.isEmpty() || !target.startsWith(home) || name.startsWith("demo/")) {
                    continue;
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = archive.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    private static void add(File development, Path home) throws IOException {
        Path level = Files.createDirectories(home.resolve(BUNDLES).resolve(DEVELOPMENT));
        Files.copy(development.toPath(), level.resolve(development.getName()), StandardCopyOption.REPLACE_EXISTING);
    }

    // Symbolic links are removed, not followed.
    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
