package org.archipel.sandbox.internal.gate;

import org.archipel.sandbox.internal.rule.Rule;

/** What the gate demands of the zip archive. */
final class ArchiveRules {
    private static final String REPACK =
            "Package the extension again with an ordinary jar tool, such as the SDK's package goal.";

    static final Rule NOT_AN_ARCHIVE = Rule.error("zip.not-an-archive", "Submit the extension's jar file.");
    static final Rule MALFORMED = Rule.error("zip.malformed", REPACK);
    static final Rule UNSUPPORTED =
            Rule.error("zip.unsupported-feature", "Use no encryption and no compression but deflate.");
    static final Rule PATH_TRAVERSAL =
            Rule.error("zip.path-traversal", "Entry names are relative paths with plain segments and forward slashes.");
    static final Rule DUPLICATE = Rule.error("zip.duplicate-entry", "Every entry name appears once.");
    static final Rule SYMBOLIC_LINK = Rule.error("zip.symbolic-link", "Package the file itself in place of a link.");
    static final Rule TOO_LARGE = Rule.error("zip.too-large", "Leave out what the extension does not need.");
    static final Rule TOO_MANY_ENTRIES =
            Rule.error("zip.too-many-entries", "Leave out what the extension does not need.");
    static final Rule BOMB = Rule.error(
            "zip.bomb",
            "Entries that unpack to very many times their size are refused; store generated data less repetitively.");

    private ArchiveRules() {}
}
