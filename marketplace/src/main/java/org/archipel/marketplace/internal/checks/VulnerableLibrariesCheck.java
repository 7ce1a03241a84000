package org.archipel.marketplace.internal.checks;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.archipel.base.Sha256;
import org.archipel.marketplace.internal.Json;

/**
 * No embedded library has a vulnerability that the file of advisories knows. Libraries are recognized by the Maven metadata that
 * their jars carry, also when they were unpacked into the package, and by the digests of whole jars. The file is read for each
 * submission, so that a newer one is used as soon as it is there.
 */
final class VulnerableLibrariesCheck implements SubmissionCheck {
    private final Supplier<Path> file;

    VulnerableLibrariesCheck(Supplier<Path> file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "vulnerable-libraries";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var advisories = read(file.get());
        var serious = new ArrayList<String>();
        var others = new ArrayList<String>();
        var libraries = new ArrayList<String>();
        PackageFiles.visit(submission.file(), (name, content) -> {
            if (name.endsWith("/pom.properties") && name.contains("META-INF/maven/")) {
                var pom = properties(content);
                var coordinates = pom.getProperty("groupId", "") + ":" + pom.getProperty("artifactId", "");
                var version = pom.getProperty("version", "");
                libraries.add(coordinates + " " + version);
                advisories.stream()
                        .filter(advisory -> advisory.affects(coordinates, version))
                        .forEach(advisory -> add(advisory, coordinates + " " + version, serious, others));
            } else if (PackageFiles.isArchive(content)) {
                var digest = Sha256.hex(content);
                advisories.stream()
                        .filter(advisory -> advisory.sha256().contains(digest))
                        .forEach(advisory -> add(advisory, name, serious, others));
            }
        });
        var all = new ArrayList<>(serious);
        all.addAll(others);
        if (!serious.isEmpty()) {
            return Verdict.fail(String.join(" ", all), "Embed a version that is not affected.");
        }
        return Verdict.pass(
                others.isEmpty()
                        ? libraries.isEmpty() ? "" : "Embedded: " + String.join(", ", libraries)
                        : String.join(" ", others));
    }

    private static void add(Advisory advisory, String where, List<String> serious, List<String> others) {
        var sentence = where + ": " + advisory.id() + " (" + advisory.severity() + "), " + advisory.summary()
                + (advisory.fixed().isEmpty() ? "." : ", fixed in " + advisory.fixed() + ".");
        var list = advisory.serious() ? serious : others;
        if (!list.contains(sentence)) {
            list.add(sentence);
        }
    }

    private static List<Advisory> read(Path file) {
        try {
            return Json.read(Files.readString(file), new TypeReference<List<Advisory>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("the file of advisories cannot be read", e);
        }
    }

    private static Properties properties(byte[] content) {
        try {
            var properties = new Properties();
            properties.load(new StringReader(new String(content, StandardCharsets.ISO_8859_1)));
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            // No metadata of Maven then.
            return new Properties();
        }
    }
}
