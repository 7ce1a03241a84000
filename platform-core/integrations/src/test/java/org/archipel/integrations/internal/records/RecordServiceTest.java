package org.archipel.integrations.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class RecordServiceTest {
    private House house;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void theSameContentCostsNoVersion() {
        put("a", "{\"x\":1,\"y\":2}");
        HubRecord again = put("a", "{\"y\":2,\"x\":1}");
        assertThat(again.version()).isEqualTo(1);
        assertThat(put("a", "{\"x\":2}").version()).isEqualTo(2);
        assertThat(house.outbox.events())
                .extracting(event -> event.topic() + " " + event.subject())
                .containsExactly("record.created thing/a", "record.updated thing/a");
    }

    @DatabaseTest
    void aDeletedRecordKeepsItsHistoryAndCanComeBack() {
        put("a", "{\"x\":1}");
        assertThat(house.records.delete(house.organization, "thing", "a", "user:ada", VersionCheck.NONE))
                .isTrue();
        assertThat(house.records.delete(house.organization, "thing", "a", "user:ada", VersionCheck.NONE))
                .isFalse();
        assertThat(house.records.get(house.organization, "thing", "a")).isEmpty();
        assertThat(put("a", "{\"x\":1}").version()).isEqualTo(3);
        assertThat(house.records
                        .history(house.organization, "thing", "a", OptionalLong.empty(), 10)
                        .versions())
                .extracting(version -> version.version() + " " + version.deleted())
                .containsExactly("3 false", "2 true", "1 false");
    }

    @DatabaseTest
    void aCheckThatRefusesKeepsTheRecordAsItIs() {
        put("a", "{\"x\":1}");
        assertThatThrownBy(() ->
                        house.records.put(house.organization, "thing", "a", Json.object(), "user:ada", version -> {
                            throw new ConflictException("at " + version.orElse(0));
                        }))
                .isInstanceOf(ConflictException.class)
                .hasMessage("at 1");
        assertThat(house.records
                        .get(house.organization, "thing", "a")
                        .orElseThrow()
                        .version())
                .isEqualTo(1);
    }

    @DatabaseTest
    void findsByFieldAndByText() {
        put("a", "{\"city\":\"Lisbon\",\"n\":5}");
        put("b", "{\"city\":\"Porto\",\"n\":50,\"inner\":{\"city\":\"Lisbon\"}}");
        put("c", "{\"city\":\"100%_!\\\"quoted\\\"\"}");
        assertThat(find(Map.of("city", "Lisbon"), "")).containsExactly("a");
        assertThat(find(Map.of("n", "5"), "")).containsExactly("a");
        assertThat(find(Map.of("city", "100%_!\"quoted\""), "")).containsExactly("c");
        assertThat(find(Map.of(), "lisBON")).containsExactly("a", "b");
        assertThat(find(Map.of(), "%")).containsExactly("c");
    }

    @DatabaseTest
    void pagesOfLongRecordsAreShort() {
        String text = "x".repeat(600_000);
        put("a", "{\"x\":\"" + text + "\"}");
        put("b", "{\"x\":\"" + text + "\"}");
        put("b", "{\"y\":\"" + text + "\"}");
        put("b", "{\"z\":\"" + text + "\"}");

        RecordSlice first = house.records.list(
                house.organization, "thing", RecordListing.of(Map.of(), Optional.empty(), Optional.empty(), 10));
        assertThat(first.records()).extracting(HubRecord::id).containsExactly("a");
        assertThat(first.next()).contains("a");
        RecordSlice second = house.records.list(
                house.organization, "thing", RecordListing.of(Map.of(), Optional.empty(), first.next(), 10));
        assertThat(second.records()).extracting(HubRecord::id).containsExactly("b");
        assertThat(second.next()).isEmpty();

        RecordHistory latest = house.records.history(house.organization, "thing", "b", OptionalLong.empty(), 10);
        assertThat(latest.versions()).extracting(RecordVersion::version).containsExactly(3L, 2L);
        assertThat(latest.more()).isTrue();
        RecordHistory earliest = house.records.history(house.organization, "thing", "b", OptionalLong.of(2), 10);
        assertThat(earliest.versions()).extracting(RecordVersion::version).containsExactly(1L);
        assertThat(earliest.more()).isFalse();
    }

    @DatabaseTest
    void refusesNamesAndSizesThatAreOutOfBounds() {
        assertThatThrownBy(() -> put("a b", "{}")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> put("big", Json.write(Json.object().put("x", "y".repeat(RecordService.MAX_BYTES)))))
                .isInstanceOf(ValidationException.class);
    }

    @DatabaseTest
    void extensionsPageThroughTheRecordsOfTheirOrganization() {
        for (int i = 0; i < 25; i++) {
            put("id" + (char) ('a' + i), "{\"i\":" + i + "}");
        }
        HubRecords records = new HubRecordAccess(house.records)
                .recordsOf(new InstallationInfo("i", house.organization, "com.acme.x", "1.0.0"));
        RecordPage first = records.list("thing", RecordQuery.first(20));
        RecordPage second = records.list("thing", new RecordQuery(Map.of(), first.nextCursor(), 20));
        assertThat(first.items()).hasSize(20);
        assertThat(second.items()).hasSize(5);
        assertThat(second.nextCursor()).isEmpty();
        assertThatThrownBy(() -> records.list("other", new RecordQuery(Map.of(), first.nextCursor(), 20)))
                .isInstanceOf(ValidationException.class);
        assertThat(records.upsert("thing", "new", Json.object()).origin()).isEqualTo("extension:com.acme.x");
        HubRecords foreign = new HubRecordAccess(house.records)
                .recordsOf(new InstallationInfo("i", "another", "com.acme.x", "1.0.0"));
        assertThat(foreign.get("thing", "new")).isEmpty();
    }

    private HubRecord put(String id, String json) {
        return house.records.put(house.organization, "thing", id, Json.objectOf(json), "user:ada", VersionCheck.NONE);
    }

    private List<String> find(Map<String, String> equal, String text) {
        var listing = RecordListing.of(equal, Optional.of(text), Optional.empty(), 50);
        return house.records.list(house.organization, "thing", listing).records().stream()
                .map(HubRecord::id)
                .toList();
    }
}
