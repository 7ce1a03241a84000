package org.archipel.sandbox.internal.panel;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of files that a panel can be made of; all others are not served. */
final class MediaTypes {
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("mjs", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain;charset=utf-8"));

    private MediaTypes() {}

    static Optional<String> of(String file) {
        int dot = file.lastIndexOf('.');
        return Optional.ofNullable(BY_ENDING.get(file.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}
