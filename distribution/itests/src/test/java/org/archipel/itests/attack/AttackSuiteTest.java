package org.archipel.itests.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.attacks.AttackCase;
import org.archipel.attacks.AttackCatalogue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every attack ends as it must, on every configuration that this machine has, and the platform is as healthy as before. */
@Tag("attacks")
class AttackSuiteTest {
    /** System property: the cases to run, a regular expression over labels; all if not set. */
    private static final String ONLY = "archipel.attacks.only";

    /** System property: the configurations to run on, a regular expression over names; all if not set. */
    private static final String ON = "archipel.attacks.on";

    /** System property: where the table is written, beside the build's own copy. */
    private static final String DOCUMENT = "archipel.attacks.document";

    private static final List<AttackCase> CASES = AttackCatalogue.cases().stream()
            .filter(attack -> attack.label().matches(System.getProperty(ONLY, ".*")))
            .toList();
    private static final Results RESULTS = new Results(CASES);

    @TempDir
    static Path folder;

    @BeforeAll
    static void forgetEarlierOutcomes() throws IOException {
        Files.deleteIfExists(built("attack-outcomes.tsv"));
    }

    @TestFactory
    Stream<DynamicNode> attacks() {
        return Walls.present().stream()
                .filter(walls -> walls.name().matches(System.getProperty(ON, ".*")))
                .map(walls -> dynamicContainer(walls.name(), on(walls)));
    }

    private static Stream<DynamicNode> on(Walls walls) {
        Siege siege = new Siege(walls, folder.resolve(walls.name().replace(' ', '-')));
        Stream<DynamicNode> attacks = CASES.stream()
                .map(attack -> dynamicTest(attack.label() + " " + attack.title(), () -> {
                    Outcome outcome = siege.run(attack);
                    RESULTS.add(walls, attack, outcome);
                    tell(walls, attack, outcome);
                    assertThat(outcome.right(attack))
                            .as("expected " + attack.expected() + " by " + attack.by() + ", seen " + outcome)
                            .isTrue();
                }));
        return Stream.concat(attacks, Stream.of(dynamicTest("the platform stops", siege::close)));
    }

    /** Each outcome as it comes, with what the extension or its caller was told. */
    private static void tell(Walls walls, AttackCase attack, Outcome outcome) throws IOException {
        String line = String.join(
                "\t", walls.name(), attack.label(), attack.expected().toString(), outcome.toString());
        Files.writeString(
                built("attack-outcomes.tsv"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Path built(String name) {
        return Path.of(System.getProperty("archipel.test.classes")).resolveSibling(name);
    }

    @AfterAll
    static void writeTable() throws IOException {
        Files.writeString(built("attack-suite.md"), RESULTS.table());
        String document = System.getProperty(DOCUMENT, "");
        if (!document.isEmpty()) {
            AttackDocument.write(Path.of(document), RESULTS);
        }
    }
}
