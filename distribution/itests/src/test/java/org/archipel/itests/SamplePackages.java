package org.archipel.itests;

import java.nio.file.Path;

/** Packages of extensions that came with the distribution. */
final class SamplePackages {
    private SamplePackages() {}

    static Path of(String name) {
        return Distribution.folder().resolve("demo/extensions").resolve(name);
    }
}
