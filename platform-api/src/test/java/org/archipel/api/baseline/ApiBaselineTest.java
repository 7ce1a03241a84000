package org.archipel.api.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API keeps what extensions were promised, or its packages have the versions that semantic versioning asks for. What was promised
 * stands in {@code src/test/api/agreed.txt}; {@code mvn -pl platform-api test -Darchipel.api.agree=true} writes it anew, which belongs
 * to a release.
 */
class ApiBaselineTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path AGREED = Path.of("src/test/api/agreed.txt");
    private static final String EVENT_LISTENER = "org.archipel.api.event.EventListener";

    @TempDir
    Path folder;

    @Test
    void packagesThatChangedHaveTheVersionsThatTheirChangesAskFor() throws Exception {
        ApiSignature present = ApiSignature.of(CLASSES);
        if (Boolean.getBoolean("archipel.api.agree")) {
            present.write(AGREED);
        }

        assertThat(mismatches(present, ApiSignature.read(AGREED)))
                .as("raise the versions in package-info.java, or leave the API as it was")
                .isEmpty();
    }

    @Test
    void whatExtensionsImplementCannotGrowWithoutAMajorVersion() throws Exception {
        assertThat(mismatches(without("METHOD MAJOR MAJOR onEvent("), present()))
                .singleElement()
                .asString()
                .startsWith("org.archipel.api.event")
                .contains("2.0.0");
        assertThat(mismatches(present(), without("METHOD MAJOR MAJOR onEvent(")))
                .singleElement()
                .asString()
                .startsWith("org.archipel.api.event")
                .contains("2.0.0");
    }

    @Test
    void whatIsNewTakesAMinorVersion() throws Exception {
        assertThat(mismatches(present(), without(EVENT_LISTENER)))
                .singleElement()
                .asString()
                .startsWith("org.archipel.api.event")
                .contains("1.1.0");
    }

    private static List<String> mismatches(ApiSignature newer, ApiSignature older) throws Exception {
        List<String> found = new ArrayList<>();
        for (Baseline.Info info : newer.since(older)) {
            if (info.mismatch) {
                List<String> changes = new ArrayList<>();
                changes(info.packageDiff, changes);
                found.add(info.packageName + " " + info.newerVersion + " should be " + info.suggestedVersion + ": "
                        + String.join(", ", changes));
            }
        }
        return found;
    }

    private static void changes(Diff diff, List<String> found) {
        if (diff.getDelta() == Delta.ADDED || diff.getDelta() == Delta.REMOVED) {
            found.add(diff.getDelta() + " " + diff.getType() + " " + diff.getName());
        } else if (diff.getDelta() != Delta.UNCHANGED && diff.getDelta() != Delta.IGNORED) {
            diff.getChildren().forEach(child -> changes(child, found));
        }
    }

    private static ApiSignature present() throws Exception {
        return ApiSignature.of(CLASSES);
    }

    /** The present API without the first element that is described so, and without what belongs to it. */
    private ApiSignature without(String element) throws Exception {
        Path file = folder.resolve("signature.txt");
        present().write(file);
        List<String> kept = new ArrayList<>();
        int gone = -1;
        boolean found = false;
        for (String line : Files.readAllLines(file)) {
            int depth = line.length() - line.stripLeading().length();
            if (gone >= 0 && depth <= gone) {
                gone = -1;
            }
            if (!found && line.contains(element)) {
                gone = depth;
                found = true;
            }
            if (gone < 0) {
                kept.add(line);
            }
        }
        assertThat(found).as(element).isTrue();
        Files.write(file, kept);
        return ApiSignature.read(file);
    }
}
