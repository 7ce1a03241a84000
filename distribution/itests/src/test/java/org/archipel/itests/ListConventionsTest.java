package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.harness.RestClient;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All lists of the API are read page by page in the same way. */
class ListConventionsTest {
    private static final List<String> BAD_LIMITS = List.of("0", "-1", "501", "x", "1.5", "99999999999");

    private static RestClient client;
    private static List<Route> lists;

    @BeforeAll
    static void findLists() {
        client = SharedPlatform.get().administrator();
        ApiRoutes api = ApiRoutes.read(client);
        lists = api.routes().stream()
                .filter(route -> route.method().equals("GET") && isPage(answer(api, route)))
                .toList();
        assertThat(lists).hasSizeGreaterThan(30);
    }

    @Test
    void everyListTakesALimitAndACursor() {
        assertThat(lists).allMatch(route -> route.queries().containsAll(List.of("limit", "cursor")));
    }

    @Test
    void aPageHasAtMostAsManyItemsAsAskedFor() {
        for (Route route : withoutIds()) {
            JsonNode page = client.get(route.path() + "?limit=1").expect(200);
            assertThat(page.path("items").isArray()).as(route.toString()).isTrue();
            assertThat(page.path("items").size()).as(route.toString()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aLimitOutOfBoundsIsRefused() {
        for (Route route : withoutIds()) {
            BAD_LIMITS.forEach(limit -> refused(route, "limit", limit));
        }
    }

    @Test
    void aCursorOfNoPageIsRefused() {
        for (Route route : withoutIds()) {
            List.of("x", "AAAA", "x".repeat(3000)).forEach(cursor -> refused(route, "cursor", cursor));
        }
    }

    private static void refused(Route route, String parameter, String value) {
        String request = route.path() + "?" + parameter + "=" + value;
        JsonNode problem = Problems.check(request, client.get(request), 400);
        assertThat(problem.at("/errors/0/pointer").asText()).as(request).isEqualTo("/" + parameter);
    }

    private static List<Route> withoutIds() {
        return lists.stream().filter(route -> !route.takesIds()).toList();
    }

    private static JsonNode answer(ApiRoutes api, Route route) {
        return api.resolve(route.operation().at("/responses/200/content/application~1json/schema"));
    }

    private static boolean isPage(JsonNode schema) {
        return schema.path("properties").has("items")
                && schema.path("properties").has("nextCursor");
    }
}
