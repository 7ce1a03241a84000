package org.archipel.sandbox.internal.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.PermissionDiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
    private final Vocabulary vocabulary = new Vocabulary();

    private static Permission permission(String resource, String action, String type, String... values) {
        return new Permission(resource, Set.of(action), List.of(new PermissionCondition(type, List.of(values))));
    }

    @Test
    void everyActionIsExplainedInEnglishAndFrench() {
        assertThat(vocabulary.kinds())
                .hasSize(13)
                .allSatisfy(kind -> assertThat(kind.actions())
                        .isNotEmpty()
                        .allSatisfy(action -> assertThat(action.sentence()).containsOnlyKeys("en", "fr")));
        assertThat(vocabulary.describe(new Permission("storage", Set.of("write"), List.of())))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence.text().get("en")).contains("10485760"));
    }

    @Test
    void valuesAreBroughtIntoCanonicalForm() {
        Permission canonical =
                vocabulary.canonical(permission("network", "connect", "hosts", "B.com.", "a.com", "b.COM"));

        assertThat(canonical.conditions().get(0).values()).containsExactly("a.com", "b.com");
    }

    @Test
    void theDifferenceTellsWhatIsAddedRemovedAndWidened() {
        List<Permission> before = List.of(
                permission("network", "connect", "hosts", "a.com", "*.b.com"),
                permission("records", "read", "entities", "place"),
                permission("storage", "write", "quotaBytes", "1000"));
        List<Permission> after = List.of(
                permission("network", "connect", "hosts", "a.com", "x.b.com", "c.com"),
                permission("events", "publish", "topics", "acme.*"),
                permission("storage", "write", "quotaBytes", "2000"));

        PermissionDiff diff = vocabulary.diff(before, after);

        assertThat(diff.asksForMore()).isTrue();
        assertThat(diff.added()).containsExactly(permission("events", "publish", "topics", "acme.*"));
        assertThat(diff.removed()).containsExactly(permission("records", "read", "entities", "place"));
        assertThat(diff.widened())
                .containsExactly(
                        permission("network", "connect", "hosts", "c.com"),
                        permission("storage", "write", "quotaBytes", "2000"));
        assertThat(vocabulary.diff(after, after).asksForMore()).isFalse();
    }

    @Test
    void droppingAConditionWidens() {
        Permission narrow = new Permission(
                "network",
                Set.of("connect"),
                List.of(
                        new PermissionCondition("hosts", List.of("a.com")),
                        new PermissionCondition("ports", List.of("443"))));
        Permission wide = permission("network", "connect", "hosts", "a.com");

        assertThat(vocabulary.diff(List.of(narrow), List.of(wide)).widened()).isNotEmpty();
        assertThat(vocabulary.diff(List.of(wide), List.of(narrow)).asksForMore())
                .isFalse();
        assertThat(vocabulary.covers(List.of(wide), narrow)).isTrue();
        assertThat(vocabulary.covers(List.of(narrow), wide)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "record.*, record.updated, true",
        "record.*, records.updated, false",
        "*, anything, true",
        "a*c, abbc, true",
        "a*c, abb, false",
        "record.*, record.a*, true",
        "record.a*, record.*, false",
        "*.x, a.b.x, true",
    })
    void globsMatchAndCover(String pattern, String name, boolean expected) {
        assertThat(Glob.parse(pattern).covers(Glob.parse(name))).isEqualTo(expected);
    }

    @Test
    @Timeout(60)
    void globsOfManyWildcardsAreComparedInLittleTime() {
        assertThat(new Glob("*a".repeat(100) + "*b").matches("a".repeat(10_000)))
                .isFalse();
        assertThat(new Glob("**a***b").matches("xayb")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/**, /a/b, true",
        "/**, /, true",
        "/a/*, /a/b, true",
        "/a/*, /a, false",
        "/a/*, /a/b/c, false",
        "/a/**, /a, true",
        "/a/**, /a/b/c, true",
        "/a/**, /ab, false",
        "/a, /a/, true",
    })
    void pathsMatchBySegments(String pattern, String path, boolean expected) {
        assertThat(PathPattern.parse(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void nothingIsAllowedThatWasNotGranted() {
        Policy none = Policy.of(List.of(), vocabulary);

        assertThatThrownBy(() -> none.requireStorage("read")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> none.requireReadable("place")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> none.requireSecret("key")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> none.requirePublish("acme.x")).isInstanceOf(PermissionDeniedException.class);
        assertThat(none.network().allows(HostName.parse("a.com"), 443)).isFalse();
        assertThat(none.minInterval()).isEmpty();
        assertThat(none.exposes("/a")).isFalse();
    }

    @Test
    void readingGrantsNoWriting() {
        Policy policy = Policy.of(List.of(permission("records", "read", "entities", "crm.*")), vocabulary);

        policy.requireReadable("crm.contact");
        assertThatThrownBy(() -> policy.requireWritable("crm.contact")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> policy.requireReadable("hr.salary")).isInstanceOf(PermissionDeniedException.class);
    }
}
