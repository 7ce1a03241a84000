package org.archipel.monitoring.internal;

/** Leaves of all figures those that say which organization they are of, and that it is the one. */
final class OrganizationFigures {
    private OrganizationFigures() {}

    /** @param organizationId without quotes, backslashes and line ends, as ids are */
    static String of(String text, String organizationId) {
        String label = "organization=\"" + organizationId + "\"";
        StringBuilder kept = new StringBuilder();
        StringBuilder comments = new StringBuilder();
        for (String line : text.split("\n")) {
            if (line.startsWith("#")) {
                comments = line.startsWith("# HELP") ? new StringBuilder() : comments;
                comments.append(line).append('\n');
            } else if (labelled(line, label)) {
                kept.append(comments).append(line).append('\n');
                comments.setLength(0);
            }
        }
        return kept.toString();
    }

    // Whole labels: the value of another one may contain the same text.
    private static boolean labelled(String line, String label) {
        int start = line.indexOf('{');
        int at = start + 1;
        while (start >= 0 && at < line.length() && line.charAt(at) != '}') {
            if (line.startsWith(label, at)) {
                return true;
            }
            at = behindValue(line, line.indexOf('"', at) + 1);
            if (at < line.length() && line.charAt(at) == ',') {
                at++;
            }
        }
        return false;
    }

    private static int behindValue(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
