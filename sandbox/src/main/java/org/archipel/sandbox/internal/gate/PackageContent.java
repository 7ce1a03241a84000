package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the checks see of a package whose archive can be read. */
final class PackageContent {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private final ArchiveDirectory archive;
    private final ArchiveUnpacker unpacker;
    private final int smallFileSize;
    private final ManifestHeaders manifest;
    private final Set<String> classes;
    private ObjectNode descriptor;

    /** @param classes internal names of all classes, those of embedded archives too */
    PackageContent(
            ArchiveDirectory archive,
            ArchiveUnpacker unpacker,
            int smallFileSize,
            ManifestHeaders manifest,
            Set<String> classes) {
        this.archive = archive;
        this.unpacker = unpacker;
        this.smallFileSize = smallFileSize;
        this.manifest = manifest;
        this.classes = classes;
    }

    ManifestHeaders manifest() {
        return manifest;
    }

    boolean has(String entry) {
        return archive.find(entry).isPresent();
    }

    /** Whether the package holds the class itself, by its Java name. */
    boolean ownClass(String name) {
        return classes.contains(name.replace('.', '/'));
    }

    Set<String> entryNames() {
        return archive.entries().stream().map(ArchiveEntry::name).collect(Collectors.toSet());
    }

    /** A small file; empty if there is none. */
    Optional<byte[]> smallFile(String name) throws IOException, BadArchiveException {
        Optional<ArchiveEntry> entry = archive.find(name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (entry.get().size() > smallFileSize) {
            throw new BadArchiveException(ArchiveRules.TOO_LARGE, name + " has more than " + smallFileSize + " bytes");
        }
        return Optional.of(unpacker.bytes(archive, entry.get()));
    }

    /** The id that the descriptor gives, empty if it gives none. */
    String extensionId() {
        return descriptor == null ? "" : descriptor.path("id").asText("");
    }

    Optional<ObjectNode> descriptor() {
        return Optional.ofNullable(descriptor);
    }

    void descriptor(ObjectNode read) {
        descriptor = read;
    }

    /** The clauses of a header; none if it is absent or cannot be read, which {@link ManifestSyntaxCheck} reports. */
    Map<String, HeaderClause> clauses(String header) {
        return manifest.clauses(header);
    }
}
