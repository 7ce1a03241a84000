package org.archipel.itests.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.attacks.AttackCase;
import org.archipel.attacks.AttackCatalogue;
import org.example.attacks.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One attack of each kind, in every build; {@link AttackSuiteTest} has all of them, on all configurations. */
class QuickAttacksTest {
    private static final Set<String> NUMBERS = Set.of(
            "002", "013", "017", "025", "033", "036", "045", "051", "060", "078", "089", "092", "099", "108", "113",
            "117", "118", "147", "154", "155", "171", "173", "174", "175", "176", "177", "188", "192", "198", "201",
            "204", "421");

    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> attacks() {
        List<Walls> present = Walls.present();
        Siege siege = new Siege(present.get(present.size() > 1 ? 1 : 0), folder.resolve("siege"));
        Stream<DynamicTest> attacks = AttackCatalogue.cases().stream()
                .filter(QuickAttacksTest::quick)
                .map(attack -> dynamicTest(attack.label() + " " + attack.title(), () -> {
                    Outcome outcome = siege.run(attack);
                    assertThat(outcome.right(attack))
                            .as("expected " + attack.expected() + " by " + attack.by() + ", seen " + outcome)
                            .isTrue();
                }));
        return Stream.concat(attacks, Stream.of(dynamicTest("the platform stops", siege::close)));
    }

    private static boolean quick(AttackCase attack) {
        return attack.expected().equals(List.of(Verdict.REFUSED))
                || NUMBERS.contains(attack.label().substring(0, 3));
    }
}
