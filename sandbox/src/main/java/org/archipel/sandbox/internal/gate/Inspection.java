package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.archipel.sandbox.internal.rule.Rule;

/** One inspection of one package. */
final class Inspection {
    private static final Rule NO_MANIFEST =
            Rule.error("manifest.missing", "Build the extension as an OSGi bundle with bnd.");
    private static final Rule BAD_MANIFEST = Rule.error("manifest.malformed", "Let bnd write the manifest.");
    private static final Rule NO_DESCRIPTOR = Rule.error(
            "descriptor.missing", "Add META-INF/archipel/extension.json; the SDK makes it from annotations.");
    private static final Rule BAD_DESCRIPTOR =
            Rule.error("descriptor.malformed", "Write one JSON object without duplicate fields, in UTF-8.");

    private final GateLimits limits;
    private final Findings findings;
    private final DescriptorCheck descriptorCheck;
    private final ArchiveUnpacker unpacker;
    private final ClassFileCheck classes;
    private final List<ContentCheck> checks;
    private final BytecodeCheck bytecodeCheck;
    private ObjectNode validDescriptor;

    Inspection(
            GateLimits limits,
            Findings findings,
            DescriptorCheck descriptorCheck,
            List<ContentCheck> checks,
            BytecodeCheck bytecodeCheck) {
        this.limits = limits;
        this.findings = findings;
        this.descriptorCheck = descriptorCheck;
        this.checks = checks;
        this.bytecodeCheck = bytecodeCheck;
        this.unpacker = new ArchiveUnpacker(limits);
        this.classes = new ClassFileCheck(findings);
    }

    void inspect(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ArchiveDirectory archive = ArchiveDirectory.read(RandomBytes.of(channel), limits, "", findings);
            if (!findings.hasErrors()) {
                inspect(archive);
            }
        } catch (BadArchiveException e) {
            findings.add(e.rule(), "", e.getMessage());
        } catch (EOFException e) {
            findings.add(ArchiveRules.MALFORMED, "", "the archive points past its end");
        }
    }

    private void inspect(ArchiveDirectory archive) throws IOException, BadArchiveException {
        ManifestHeaders manifest = manifest(archive);
        PackageContent content =
                new PackageContent(archive, unpacker, limits.smallFileSize(), manifest, classes.names());
        readDescriptor(content);
        unpackAll(archive, "", content.extensionId());
        for (String path : content.clauses("Bundle-ClassPath").keySet()) {
            Optional<ArchiveEntry> nested = archive.find(path).filter(entry -> !entry.directory());
            if (nested.isPresent()) {
                inspectNested(unpacker.bytes(archive, nested.get()), path + "!/", content.extensionId());
            }
        }
        for (ContentCheck check : checks) {
            check.check(content, findings);
        }
        if (classes.sound()) {
            bytecodeCheck.check(classes.classes(), content, findings);
        }
    }

    private ManifestHeaders manifest(ArchiveDirectory archive) throws IOException, BadArchiveException {
        Optional<ArchiveEntry> entry = archive.find(PackageContent.MANIFEST);
        if (entry.isEmpty()) {
            findings.add(NO_MANIFEST, PackageContent.MANIFEST, "the package has no manifest");
            return ManifestHeaders.empty();
        }
        if (entry.get().size() > limits.smallFileSize()) {
            throw new BadArchiveException(ArchiveRules.TOO_LARGE, "the manifest is too large");
        }
        try {
            return ManifestHeaders.parse(unpacker.bytes(archive, entry.get()));
        } catch (IllegalArgumentException e) {
            findings.add(BAD_MANIFEST, PackageContent.MANIFEST, e.getMessage());
            return ManifestHeaders.empty();
        }
    }

    private void readDescriptor(PackageContent content) throws IOException, BadArchiveException {
        Optional<byte[]> bytes = content.smallFile(PackageContent.DESCRIPTOR);
        if (bytes.isEmpty()) {
            findings.add(NO_DESCRIPTOR, PackageContent.DESCRIPTOR, "the package has no descriptor");
            return;
        }
        Optional<ObjectNode> json = DescriptorReader.json(bytes.get());
        if (json.isEmpty()) {
            findings.add(BAD_DESCRIPTOR, PackageContent.DESCRIPTOR, "the descriptor is no JSON object");
            return;
        }
        content.descriptor(json.get());
        if (descriptorCheck.check(json.get(), findings)) {
            validDescriptor = json.get();
        }
    }

    private void inspectNested(byte[] bytes, String place, String extensionId) throws IOException, BadArchiveException {
        ArchiveDirectory nested = ArchiveDirectory.read(RandomBytes.of(bytes), limits, place, findings);
        unpackAll(nested, place, extensionId);
    }

    private void unpackAll(ArchiveDirectory archive, String place, String extensionId)
            throws IOException, BadArchiveException {
        for (ArchiveEntry entry : archive.entries()) {
            if (!entry.readable()) {
                continue;
            }
            if (entry.name().endsWith(".class")) {
                classes.check(place, entry.name(), unpacker.bytes(archive, entry), extensionId);
            } else {
                unpacker.unpack(archive, entry, OutputStream.nullOutputStream());
            }
        }
    }

    /** The descriptor, if it follows schema and vocabulary. */
    Optional<ObjectNode> validDescriptor() {
        return Optional.ofNullable(validDescriptor);
    }
}
