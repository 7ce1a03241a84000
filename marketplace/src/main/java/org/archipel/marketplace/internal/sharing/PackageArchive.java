package org.archipel.marketplace.internal.sharing;

/** The form of an archive: the signed list of its packages comes first, then each package under its digest. */
final class PackageArchive {
    static final String LIST = "archipel-packages.json";
    static final int LARGEST_LIST = 4 << 20;
    static final int MOST_PACKAGES = 100;

    private static final String FOLDER = "packages/";
    private static final String SUFFIX = ".jar";

    private PackageArchive() {}

    static String nameOf(String sha256) {
        return FOLDER + sha256 + SUFFIX;
    }
}
