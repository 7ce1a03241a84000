package org.archipel.sandbox.internal.rest;

import java.util.Optional;

/**
 * The address of a request to an extension, decoded and in normal form.
 *
 * @param path below the extension's address, starting with a slash
 */
record ExtensionPath(String extensionId, String path) {
    /** Empty if the path is not one below the prefix, or not in normal form. */
    static Optional<ExtensionPath> parse(String prefix, String path) {
        if (!path.startsWith(prefix) || !normal(path)) {
            return Optional.empty();
        }
        String rest = path.substring(prefix.length());
        int slash = rest.indexOf('/');
        String id = slash < 0 ? rest : rest.substring(0, slash);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExtensionPath(id, slash < 0 ? "/" : rest.substring(slash)));
    }

    private static boolean normal(String path) {
        if (path.chars()
                .anyMatch(character -> character < 0x20 || character == '\\' || character == ';' || character == '%')) {
            return false;
        }
        return !path.contains("//") && !(path + "/").contains("/./") && !(path + "/").contains("/../");
    }
}
