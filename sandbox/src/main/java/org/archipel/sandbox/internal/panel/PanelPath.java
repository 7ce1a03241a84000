package org.archipel.sandbox.internal.panel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a panel's file below {@value PanelServlet#PREFIX}: ticket, installation, version, then the path in the bundle.
 *
 * @param file below {@code panel/}, in normal form
 */
record PanelPath(String ticket, String installationId, String version, String file) {
    // No segment begins with a dot: none leads upwards, and no hidden file is served.
    private static final Pattern FORM = Pattern.compile(
            "/([0-9A-Za-z_.-]{1,60})/([0-9A-Za-z-]{1,60})/([0-9A-Za-z_.-]{1,60})/(panel(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+)");
    private static final int LONGEST = 400;

    /** Empty if the path is none of a panel's file. */
    static Optional<PanelPath> parse(String path) {
        if (path == null || path.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(path);
        return parts.matches()
                ? Optional.of(new PanelPath(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }
}
