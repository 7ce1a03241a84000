package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.RemoteException;
import org.junit.jupiter.api.Test;

/** Reads that would never end are told from those that only look alike. */
class PageGuardTest {
    private final PageGuard guard = new PageGuard();
    private int cursors;

    @Test
    void thePageBeforeAgain() {
        read(page(1, "a"));
        assertThatThrownBy(() -> read(page(1, "a")))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("the same page came twice in a row");
    }

    @Test
    void pagesGoRound() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        read(page(1, "a"));
                        read(page(2, "a"));
                    }
                })
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("the same pages come again and again");
    }

    @Test
    void recordsThatChangeWhileTheyAreRead() {
        assertThatNoException()
                .isThrownBy(() -> IntStream.range(0, 10).forEach(i -> {
                    read(page(1, "a" + i));
                    read(page(2, "a" + i));
                }));
    }

    /** Within a page one text may be held as often as one likes. */
    @Test
    void cursorsThatAreTooLongToBeKept() {
        JsonNode text = JsonNodeFactory.instance.textNode("x".repeat(1 << 19));
        JsonNode longest = JsonNodeFactory.instance.arrayNode().add(text).add(text);
        ReadPage page = new ReadPage(page(1, "a"), Optional.empty(), false, Optional.empty());

        for (ReadPage each : List.of(
                page.bookmarked(longest),
                new ReadPage(page(1, "a"), Optional.of(longest), true, Optional.empty()),
                new ReadPage(page(1, "a"), Optional.of(longest), false, Optional.empty()))) {
            assertThatThrownBy(() -> new PageGuard().check(Optional.empty(), each))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("cursor has more than 1048576 bytes");
        }
        assertThatNoException().isThrownBy(() -> new PageGuard().check(Optional.empty(), page.bookmarked(text)));
    }

    @Test
    void recordsWithoutIds() {
        assertThatNoException()
                .isThrownBy(() -> IntStream.range(0, 10)
                        .forEach(i -> read(List.of(SourceRecord.of(
                                "", JsonNodeFactory.instance.objectNode().put("v", i))))));
    }

    @Test
    void theCursorComesBack() {
        guard.check(Optional.empty(), more(page(1, "a"), 1));
        guard.check(Optional.of(cursor(1)), more(page(2, "a"), 2));
        assertThatThrownBy(() -> guard.check(Optional.of(cursor(2)), more(page(3, "a"), 1)))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("the cursor of the next page was seen before");
    }

    @Test
    void nothingButEmptyPages() {
        assertThatThrownBy(() -> IntStream.range(0, 1_000).forEach(i -> read(List.of())))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("empty pages in a row");
    }

    private void read(List<SourceRecord> records) {
        Optional<JsonNode> asked = cursors == 0 ? Optional.empty() : Optional.of(cursor(cursors));
        guard.check(asked, more(records, ++cursors));
    }

    private static ReadPage more(List<SourceRecord> records, int next) {
        return new ReadPage(records, Optional.of(cursor(next)), true, Optional.empty());
    }

    private static JsonNode cursor(int number) {
        return JsonNodeFactory.instance.numberNode(number);
    }

    private static List<SourceRecord> page(int number, String value) {
        return IntStream.range(0, 3)
                .mapToObj(i -> SourceRecord.of(
                        number + "-" + i, JsonNodeFactory.instance.objectNode().put("v", value)))
                .toList();
    }
}
