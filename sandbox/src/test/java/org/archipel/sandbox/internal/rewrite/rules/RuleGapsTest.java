package org.archipel.sandbox.internal.rewrite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways around a rule that the JDK has, and of which nobody thinks who writes it. */
class RuleGapsTest {
    private final AllowList list = AllowList.standard();
    private final List<Class<?>> types = SafeTypes.ofJdk(list);

    private static List<String> decided(String resource) {
        try (InputStream in = RuleGapsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who calls a type safe has looked at those within it: they may do more than it does. */
    @Test
    void noTypeIsSafeForTheTypeAroundItAlone() {
        List<String> decided = decided("/decided-nested-types.txt");

        assertThat(types.stream()
                        .map(Class::getName)
                        .filter(name -> name.contains("$") && !list.uses().containsKey(name))
                        .filter(name -> !decided.contains(name))
                        .sorted())
                .isEmpty();
    }

    /** A call is judged by the type that it names, which may be one above that which has a rule. */
    @Test
    void noRuleIsPassedByThroughATypeAbove() {
        List<String> decided = decided("/decided-types-above.txt");

        assertThat(RuleTargets.reachable(list, types)
                        .flatMap(type -> RuleTargets.unseen(list, type))
                        .filter(way -> !decided.contains(way))
                        .sorted())
                .isEmpty();
    }

    /** An order of a language takes long with long texts, wherever it is kept. */
    @Test
    void noOrderIsTakenUnseen() {
        assertThat(types.stream()
                        .flatMap(type -> RuleTargets.takingOrders(list, type))
                        .sorted())
                .isEmpty();
    }
}
