package org.archipel.sdk.processor;

import org.archipel.sdk.Extension;

/** The manifest headers that must agree with the descriptor, as instructions for bnd. */
final class BundleHeaders {
    private BundleHeaders() {}

    static String of(Extension extension, String version) {
        return String.join(
                "\n",
                "Bundle-SymbolicName: " + extension.id(),
                "Bundle-Version: " + version,
                "Bundle-Name: " + escaped(extension.name()),
                "Bundle-Vendor: " + escaped(extension.publisher()),
                "Bundle-Description: " + escaped(extension.description()),
                "Provide-Capability: archipel.extension;id=\"" + extension.id() + "\";version:Version=\"" + version
                        + "\";category=" + extension.category(),
                "");
    }

    /** The file is a properties file in Latin-1, and bnd expands macros. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.replaceAll("\\s+", " ").toCharArray()) {
            if (c == '\\' || c == '$') {
                escaped.append('\\').append(c == '$' ? "\\$" : c);
            } else if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
