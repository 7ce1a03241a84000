package org.archipel.sandbox.internal.rewrite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllowListTest {
    // Static methods of these change their arguments only.
    private static final Set<String> HELPERS = Set.of(
            "java.util.Arrays",
            "java.util.Collections",
            "java.lang.reflect.Array",
            "java.lang.Math",
            "java.lang.StrictMath");

    private final AllowList list = AllowList.standard();

    @Test
    void theNarrowestRuleCounts() {
        assertThat(list.member("java.lang.System", "exit", "(int)")).isInstanceOf(Verdict.Denied.class);
        assertThat(list.member("java.lang.System", "nanoTime", "()")).isInstanceOf(Verdict.Safe.class);
        assertThat(list.member("java.lang.System", "load", "(java.lang.String)"))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(list.member("java.util.Map$Entry", "getKey", "()")).isInstanceOf(Verdict.Safe.class);
        assertThat(list.member("java.nio.file.attribute.UserPrincipal", "getName", "()"))
                .isInstanceOf(Verdict.Denied.class);
        assertThat(list.member("org.acme.Unknown", "x", "()")).isInstanceOf(Verdict.Unlisted.class);
        assertThat(list.member("Unknown", "x", "()")).isInstanceOf(Verdict.Unlisted.class);
    }

    @Test
    void everyRuleHasAReason() {
        for (Map<String, Verdict> rules : List.of(list.uses(), list.extensions())) {
            assertThat(rules.values())
                    .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
        }
    }

    /** Guards are found by name and descriptor when code is rewritten; a rule without one would break that. */
    @Test
    void everyGuardTakesTheCallsThatItIsNamedFor() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Guarded)
                        .filter(member -> !member.guarded()))
                .isEmpty();
    }

    @Test
    void everyWrappedCallHasWhatItsGuardTakes() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Wrapped)
                        .filter(member -> !member.wrapped()))
                .isEmpty();
    }

    /** A class of an extension that extends such a class calls its constructors as well. */
    @Test
    void everyReplacedClassIsMadeInEachOfItsWays() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Replaced)
                        .filter(member -> !member.replaced(list)))
                .isEmpty();
    }

    @Test
    void everySizeIsAnInt() {
        assertThat(RuleTargets.members(list)
                        .filter(member -> member.verdict() instanceof Verdict.Sized)
                        .filter(member -> !member.takesInt()))
                .isEmpty();
    }

    /** A rule with a slip of the pen would allow or deny nothing. */
    @Test
    void everyRuleOfTheJdkSpeaksOfSomething() {
        assertThat(RuleTargets.unknown(list)).isEmpty();
    }

    /** What all code of the process shares is not for extensions to change. */
    @Test
    void noSafeTypeSetsWhatAllShare() {
        List<String> setters = Stream.concat(SafeTypes.ofJdk(list).stream(), SafeTypes.ofLibraries(list).stream())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getName()
                        .matches("(set|override|register|install|clear|add|remove|put|reset)[A-Z].*|clear"))
                .filter(method -> !HELPERS.contains(method.getDeclaringClass().getName()))
                .filter(method -> !RuleTargets.hasOwnRule(list, method))
                .map(Method::toString)
                .sorted()
                .toList();

        assertThat(setters).isEmpty();
    }

    /** Who bounds one form of a method has thought of its other forms. */
    @Test
    void noOverloadOfABoundedMethodIsForgotten() {
        List<String> forgotten = SafeTypes.ofJdk(list).stream()
                .flatMap(type -> RuleTargets.forgotten(list, type))
                .filter(method -> !decided().contains(method))
                .sorted()
                .toList();

        assertThat(forgotten).isEmpty();
    }

    /** A call of the class that overrides it is judged by the rule of that class. */
    @Test
    void noOverrideOfABoundedMethodIsForgotten() {
        List<String> forgotten = SafeTypes.ofJdk(list).stream()
                .flatMap(type -> RuleTargets.overriding(list, type))
                .filter(method -> !decided().contains(method))
                .sorted()
                .toList();

        assertThat(forgotten).isEmpty();
    }

    // They take no size, and nothing that is long in one piece; or the JDK bounds it.
    private static List<String> decided() {
        try (InputStream in = AllowListTest.class.getResourceAsStream("/decided-overloads.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
