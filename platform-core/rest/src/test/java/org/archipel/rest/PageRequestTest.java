package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    private static final List<String> ALL = List.of("e", "d", "c", "b", "a");

    @Test
    void aWholeListIsReadPageByPage() {
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            Page<String> page = request("2", cursor).pageOf(ALL, Function.identity());
            read.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).isEqualTo(ALL);
    }

    @Test
    void aPageGoesOnAtItsPlaceWhenTheItemBeforeIsGone() {
        String cursor = request("2", null).pageOf(ALL, Function.identity()).nextCursor();
        assertThat(request("2", cursor)
                        .pageOf(List.of("f", "e", "d", "c"), Function.identity())
                        .items())
                .containsExactly("c");
        assertThat(request("2", cursor)
                        .pageOf(List.of("e", "c", "b"), Function.identity())
                        .items())
                .containsExactly("b");
        assertThat(request("2", cursor).pageOf(List.of(), Function.identity()).items())
                .isEmpty();
    }

    @Test
    void aPlaceThatNoPageEndedAtIsRefused() {
        for (String place : List.of("x", "-1", "", "2147483648")) {
            PageRequest request = request("2", Cursors.encode("\n", List.of("z", place)));
            assertThatThrownBy(() -> request.pageOf(ALL, Function.identity())).isInstanceOf(ValidationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "x", "1.5", "99999999999"})
    void aLimitOutOfBoundsIsRefused(String limit) {
        PageRequest request = request(limit, null);
        assertThatThrownBy(() -> request.pageOf(ALL, Function.identity())).isInstanceOf(ValidationException.class);
    }

    @Test
    void whatAListDoesNotDoIsRefused() {
        PageRequest searched = request("2", null);
        searched.setQuery("text");
        assertThatThrownBy(() -> searched.pageOf(ALL, Function.identity()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("searched");
        assertThat(searched.query()).contains("text");
        assertThat(searched.pageOf(ALL, Function.identity()).items()).hasSize(2);

        PageRequest sorted = request("2", null);
        sorted.setSort("name");
        assertThatThrownBy(() -> sorted.pageOf(ALL, Function.identity())).isInstanceOf(ValidationException.class);
    }

    private static PageRequest request(String limit, String cursor) {
        PageRequest request = new PageRequest();
        request.setLimit(limit);
        request.setCursor(cursor);
        return request;
    }
}
