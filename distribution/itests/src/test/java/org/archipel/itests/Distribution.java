package org.archipel.itests;

import java.nio.file.Path;

/** Where the build left the assembled distribution. */
final class Distribution {
    private Distribution() {}

    static Path folder() {
        return Path.of(System.getProperty("archipel.distribution"))
                .toAbsolutePath()
                .normalize();
    }
}
