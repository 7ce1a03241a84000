package org.archipel.sdk.processor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maven's versions as OSGi's, in the same way as bnd does it. */
final class BundleVersion {
    private static final Pattern MAVEN =
            Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,9}))?(?:[.-]([0-9A-Za-z_.-]+))?");

    private BundleVersion() {}

    /** The OSGi version, always with three numbers; empty if the text is no version. */
    static String of(String mavenVersion) {
        Matcher matcher = MAVEN.matcher(mavenVersion);
        if (!matcher.matches()) {
            return "";
        }
        String numbers = number(matcher.group(1)) + "." + number(matcher.group(2)) + "." + number(matcher.group(3));
        String qualifier = matcher.group(4);
        return qualifier == null ? numbers : numbers + "." + qualifier.replace('.', '_');
    }

    private static String number(String digits) {
        return digits == null ? "0" : String.valueOf(Integer.parseInt(digits));
    }
}
