package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.PlatformException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record is read once, whatever goes wrong meanwhile. */
public interface ReadingContract extends ConnectorSubject {
    @ParameterizedTest
    @ValueSource(ints = {1000, 7})
    default void everyRecordIsReadOnce(int limit) {
        assertThat(read(limit))
                .extracting(SourceRecord::externalId)
                .doesNotHaveDuplicates()
                .hasSize(records())
                .noneMatch(String::isEmpty);
    }

    /** A record that a webhook tells of is read by itself, and looks as it does in a listing. */
    @Test
    default void aSingleRecordIsAsItIsListed() {
        try (var session = connected().open()) {
            if (!session.canFetch(entity())) {
                return;
            }
            SourceRecord listed = read(1000).get(records() / 2);
            SourceRecord single = session.fetch(entity(), listed.externalId()).orElseThrow();
            assertThat(single.externalId()).isEqualTo(listed.externalId());
            assertThat(single.version()).isEqualTo(listed.version());
            assertThat(listed.data().properties()).containsAll(single.data().properties());
            assertThat(session.fetch(entity(), "0123456789")).isEmpty();
        }
    }

    @Test
    default void aSlowProviderIsWaitedFor() {
        emulator().faults().once(Fault.SLOW);
        assertThat(read(1000)).hasSize(records());
    }

    @Test
    default void numbersPastTheReachOfDoublesKeepTheirDigits() {
        emulator().faults().on(Fault.BIG_NUMBER);
        assertThat(read(1000))
                .hasSize(records())
                .allSatisfy(item ->
                        assertThat(item.data().path("big_number").asText()).isEqualTo("9007199254740993"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "RATE_LIMIT", "SERVER_ERROR"})
    default void pagesThatFailNowAndThenAreReadBySteadyTrying(Fault fault) {
        emulator().faults().every(fault, faultEvery());
        Optional<JsonNode> cursor = Optional.empty();
        int records = 0;
        int tries = 0;
        boolean more = true;
        while (more && tries++ < 500) {
            try {
                var page = connected().page(entity(), cursor, Optional.empty(), 1000);
                records += page.records().size();
                cursor = page.nextCursor();
                more = page.hasMore();
            } catch (PlatformException e) {
                assertThat(e.retryable()).isTrue();
            }
        }
        assertThat(records).isEqualTo(records());
    }

    /** All at once, each at its own pace: whatever hits which page, every record is read once and nothing else goes wrong. */
    @Test
    default void faultsOfEveryKindTogetherLoseNoRecord() {
        int scale = (faultEvery() + 2) / 3;
        Map<Fault, Integer> paces = Map.of(
                Fault.DROP, 5,
                Fault.RATE_LIMIT, 7,
                Fault.SERVER_ERROR, 9,
                Fault.GARBAGE, 11,
                Fault.HTML, 13,
                Fault.ERROR_BODY, 17,
                Fault.FOREIGN_REDIRECT, 19,
                Fault.DUPLICATE_KEY, 23,
                Fault.INVALID_UTF8, 29,
                Fault.BIG_NUMBER, 2);
        paces.forEach((fault, pace) -> emulator().faults().every(fault, pace * scale));
        Set<Class<?>> failures = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Optional<JsonNode> cursor = Optional.empty();
            List<String> ids = new ArrayList<>();
            boolean more = true;
            int tries = 0;
            while (more && tries++ < 500) {
                try {
                    var page = connected().page(entity(), cursor, Optional.empty(), 13);
                    page.records().forEach(item -> ids.add(item.externalId()));
                    cursor = page.nextCursor();
                    more = page.hasMore();
                } catch (PlatformException e) {
                    assertNoSecret(e.getMessage());
                    failures.add(e.getClass());
                }
            }
            assertThat(ids).hasSize(records()).doesNotHaveDuplicates().noneMatch(String::isEmpty);
        }
        assertThat(failures).as("faults hit").isNotEmpty();
    }
}
