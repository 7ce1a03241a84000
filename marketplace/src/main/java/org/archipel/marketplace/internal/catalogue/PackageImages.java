package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Icons and screenshots of packages. Only raster images that say so by their first bytes are given out: anything else could be a page
 * with scripts. Thread-safe.
 */
@Component(service = PackageImages.class)
public final class PackageImages {
    private static final int LARGEST = 4 << 20;

    private final PackageStore packages;

    @Activate
    public PackageImages(@Reference PackageStore packages) {
        this.packages = packages;
    }

    /** An image with its media type. */
    public record Image(String mediaType, byte[] content) {}

    /** @throws NotFoundException if it has none, or one that is not given out */
    public Image icon(ExtensionVersion version) {
        return read(version, version.descriptor().source().path("icon").asText(""));
    }

    /** @throws NotFoundException if it has no such screenshot, or one that is not given out */
    public Image screenshot(ExtensionVersion version, int number) {
        return read(
                version,
                version.descriptor().source().path("screenshots").path(number).asText(""));
    }

    private Image read(ExtensionVersion version, String path) {
        try (var zip = new ZipFile(packages.verified(version.packageHash()).toFile())) {
            var entry = path.isEmpty() ? null : zip.getEntry(path);
            if (entry != null) {
                try (var in = zip.getInputStream(entry)) {
                    var content = in.readNBytes(LARGEST + 1);
                    var type = mediaType(content).filter(known -> content.length <= LARGEST);
                    return new Image(type.orElseThrow(PackageImages::absent), content);
                }
            }
            throw absent();
        } catch (IOException e) {
            throw new UncheckedIOException("the package could not be read", e);
        }
    }

    static Optional<String> mediaType(byte[] content) {
        if (begins(content, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of("image/png");
        }
        if (begins(content, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of("image/jpeg");
        }
        if (begins(content, 0, 'G', 'I', 'F', '8')) {
            return Optional.of("image/gif");
        }
        return begins(content, 0, 'R', 'I', 'F', 'F') && begins(content, 8, 'W', 'E', 'B', 'P')
                ? Optional.of("image/webp")
                : Optional.empty();
    }

    private static boolean begins(byte[] content, int offset, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (content.length <= offset + i || content[offset + i] != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static NotFoundException absent() {
        return new NotFoundException("the version has no such image");
    }
}
