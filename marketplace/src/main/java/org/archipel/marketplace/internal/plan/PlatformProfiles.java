package org.archipel.marketplace.internal.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.utils.resource.ResourceBuilder;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.resource.Resource;

/**
 * What other versions of the platform offer to extensions: a folder of manifests, each of which exports and provides what all
 * bundles of that version together do, with the version as {@code Bundle-Version}.
 */
public final class PlatformProfiles {
    private final Path folder;

    public PlatformProfiles(Path folder) {
        this.folder = folder;
    }

    /** A platform version as one resource. */
    public record Profile(Version version, Resource resource) {}

    /** The profiles in the range; read anew each time. */
    public List<Profile> within(String range) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var wanted = new VersionRange(range);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mf"))
                    .sorted()
                    .map(PlatformProfiles::read)
                    .filter(profile -> wanted.includes(profile.version()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the platform's profiles cannot be read", e);
        }
    }

    private static Profile read(Path file) {
        try (var in = Files.newInputStream(file)) {
            Map<String, String> headers = new Manifest(in)
                    .getMainAttributes().entrySet().stream()
                            .collect(Collectors.toMap(
                                    entry -> entry.getKey().toString(),
                                    entry -> entry.getValue().toString()));
            return new Profile(
                    Version.parseVersion(headers.get("Bundle-Version")),
                    ResourceBuilder.build(file.toUri().toString(), headers));
        } catch (IOException e) {
            throw new UncheckedIOException("the profile " + file.getFileName() + " cannot be read", e);
        } catch (BundleException e) {
            throw new IllegalStateException("the profile " + file.getFileName() + " is no manifest of a bundle", e);
        }
    }
}
