package org.archipel.sandbox.internal.gate;

import java.util.List;

/** The {@code Bundle-ClassPath} of a package. */
public final class BundleClassPath {
    private BundleClassPath() {}

    /** @param header as the manifest has it; null if it has none, which means the package itself */
    public static List<String> of(String header) {
        return header == null || header.isBlank()
                ? List.of(".")
                : HeaderParser.parse(header).stream()
                        .map(HeaderClause::path)
                        .distinct()
                        .toList();
    }
}
