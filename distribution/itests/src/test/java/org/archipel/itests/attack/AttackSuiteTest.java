package org.archipel.itests.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.attacks.AttackCase;
import org.archipel.attacks.AttackCatalogue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every attack ends as it must, on every configuration that this machine has, and the platform is as healthy as before. */
@Tag("attacks")
class AttackSuiteTest {
    /** System property: the cases to run, a regular expression over labels; all if not set. */
    private static final String ONLY = "archipel.attacks.only";

    /** System property: where the table is written, beside the build's own copy. */
    private static final String DOCUMENT = "archipel.attacks.document";

    private static final List<AttackCase> CASES = AttackCatalogue.cases().stream()
            .filter(attack -> attack.label().matches(System.getProperty(ONLY, ".*")))
            .toList();
    private static final Results RESULTS = new Results(CASES);

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicNode> attacks() {
        return Walls.present().stream().map(walls -> dynamicContainer(walls.name(), on(walls)));
    }

    private static Stream<DynamicNode> on(Walls walls) {
        Siege siege = new Siege(walls, folder.resolve(walls.name().replace(' ', '-')));
        Stream<DynamicNode> attacks = CASES.stream()
                .map(attack -> dynamicTest(attack.label() + " " + attack.title(), () -> {
                    Outcome outcome = siege.run(attack);
                    RESULTS.add(walls, attack, outcome);
                    assertThat(outcome.right(attack))
                            .as("expected " + attack.expected() + ", seen " + outcome)
                            .isTrue();
                }));
        return Stream.concat(attacks, Stream.of(dynamicTest("the platform stops", siege::close)));
    }

    @AfterAll
    static void writeTable() throws IOException {
        Path built = Path.of(System.getProperty("archipel.test.classes")).resolveSibling("attack-suite.md");
        Files.writeString(built, RESULTS.table());
        String document = System.getProperty(DOCUMENT, "");
        if (!document.isEmpty()) {
            AttackDocument.write(Path.of(document), RESULTS);
        }
    }
}
