package org.archipel.gateway.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.archipel.gateway.internal.route.RequestPath.BadPathException;
import org.archipel.gateway.internal.route.RouteTree.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTreeTest {
    private static RouteTree<String> tree(String... paths) {
        RouteTree<String> tree = RouteTree.empty();
        for (String path : paths) {
            tree = tree.with(PathTemplate.parse(path), before -> path);
        }
        return tree;
    }

    private static Optional<Match<String>> find(RouteTree<String> tree, String path) {
        try {
            return tree.find(RequestPath.segments(path, 1));
        } catch (BadPathException e) {
            throw new AssertionError(e);
        }
    }

    private static String found(RouteTree<String> tree, String path) {
        return find(tree, path).map(Match::value).orElse("nothing");
    }

    @Test
    void textGoesBeforeAParameterAndAParameterBeforeTheRest() {
        RouteTree<String> tree = tree("/a/b", "/a/{x}", "/a/{rest*}", "/{all*}");
        assertThat(found(tree, "/a/b")).isEqualTo("/a/b");
        assertThat(found(tree, "/a/c")).isEqualTo("/a/{x}");
        assertThat(found(tree, "/a/c/d")).isEqualTo("/a/{rest*}");
        assertThat(found(tree, "/b/c")).isEqualTo("/{all*}");
    }

    @Test
    void aWayThatEndsNowhereIsGoneBack() {
        RouteTree<String> tree = tree("/a/b/c", "/a/{x}/d", "/{y}/b/e");
        assertThat(found(tree, "/a/b/d")).isEqualTo("/a/{x}/d");
        assertThat(found(tree, "/a/b/e")).isEqualTo("/{y}/b/e");
        assertThat(find(tree, "/a/b/e").orElseThrow().parameters()).containsExactly("a");
        assertThat(found(tree, "/a/b")).isEqualTo("nothing");
    }

    @Test
    void whatIsNotWantedHidesNothing() throws BadPathException {
        RouteTree<String> tree = tree("/a/b", "/a/{x}", "/a/{rest*}", "/{all*}");
        List<String> path = RequestPath.segments("/a/b", 1);
        assertThat(tree.find(path, value -> !value.equals("/a/b")).orElseThrow().value())
                .isEqualTo("/a/{x}");
        Match<String> rest = tree.find(path, value -> value.startsWith("/{")).orElseThrow();
        assertThat(rest.value()).isEqualTo("/{all*}");
        assertThat(rest.parameters()).containsExactly("a/b");
        assertThat(tree.find(path, value -> false)).isEmpty();
    }

    @Test
    void parametersAreDecodedAfterTheSplit() {
        RouteTree<String> tree = tree("/people/{id}/files/{path*}");
        assertThat(find(tree, "/people/a%20b%3F/files/x/y%25z").orElseThrow().parameters())
                .containsExactly("a b?", "x/y%z");
    }

    @Test
    void aChangeLeavesTheTreeBefore() {
        RouteTree<String> before = tree("/a", "/b/{x}");
        RouteTree<String> after = before.with(PathTemplate.parse("/b/{x}"), value -> null)
                .with(PathTemplate.parse("/a"), value -> "other");
        assertThat(found(before, "/b/1")).isEqualTo("/b/{x}");
        assertThat(found(after, "/b/1")).isEqualTo("nothing");
        assertThat(found(before, "/a")).isEqualTo("/a");
        assertThat(found(after, "/a")).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a//b", "/a/", "/a/./b", "/a/../b", "/a/%2e%2e/b", "/a/%2E/b", "/a/b%2fc", "/a/b%5Cc", "/a/%00",
                        "/a/%0d%0aX",
                "/a/%7f", "/a;x=1/b", "/a\\b", "/a/%", "/a/%4", "/a/%zz", "/a/%ff", "/a/%c0%af", "/a/%ed%a0%80",
                        "/a/\u00e9"
            })
    void pathsThatCouldMeanTwoThingsAreRefused(String path) {
        assertThatThrownBy(() -> RequestPath.segments(path, 1)).isInstanceOf(BadPathException.class);
    }

    @Test
    void longPathsAreRefused() {
        assertThatThrownBy(() -> RequestPath.segments("/" + "a".repeat(3000), 1))
                .isInstanceOf(BadPathException.class);
        assertThat(found(tree("/{all*}"), "/" + "a/".repeat(100) + "a")).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/",
                "/a//b",
                "/a/",
                "/../a",
                "/{x*}/a",
                "/{x}/{x}",
                "/{1}",
                "/a b",
                "/v2/a",
                "/a/{x",
                "/%41"
            })
    void templatesThatCannotBeAreRefused(String path) {
        assertThatThrownBy(() -> PathTemplate.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pathsThatTakeTheSameRequestsHaveOneShape() {
        assertThat(PathTemplate.parse("/a/{x}/{y*}").shape())
                .isEqualTo(PathTemplate.parse("/a/{other}/{z*}").shape())
                .isNotEqualTo(PathTemplate.parse("/a/{x}/{y}").shape());
        assertThat(PathTemplate.parse("/a/{x}/{y*}").parameters()).isEqualTo(List.of("x", "y"));
    }
}
