package org.archipel.integrations.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.persistence.Ids;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Batches find the records that are known already, however the keys of the batch lie among the others. */
class RecordBatchWriterTest {
    private static final int ALL = 200;

    private final RecordBatchWriter writer = new RecordBatchWriter();
    private final String integration = Ids.next();
    private House house;

    @BeforeEach
    void fill(TestDatabase database) {
        house = new House(database);
        assertThat(write(range(0, ALL), 1).created()).hasSize(ALL);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void keysInOrder() {
        assertOutcome(range(50, 100));
    }

    @DatabaseTest
    void keysThatLieFarApart() {
        assertOutcome(List.of(0, ALL - 1, ALL + 5));
    }

    @DatabaseTest
    void keysWithoutOrder() {
        assertOutcome(List.of(120, 3, 77, 5, 160, 4, ALL + 1));
    }

    @DatabaseTest
    void keysThatAreAllNew() {
        assertOutcome(range(ALL, ALL + 20));
    }

    private void assertOutcome(List<Integer> keys) {
        int known = (int) keys.stream().filter(key -> key < ALL).count();
        BatchOutcome same = write(keys, 1);
        assertThat(same.unchanged()).isEqualTo(known);
        assertThat(same.created()).hasSize(keys.size() - known);
        BatchOutcome changed = write(keys, 2);
        assertThat(changed.updated()).hasSize(keys.size());
        assertThat(changed.created()).isEmpty();
        assertThat(write(keys, 2).unchanged()).isEqualTo(keys.size());
    }

    private BatchOutcome write(List<Integer> keys, int value) {
        var target = new WriteTarget(house.organization, integration, "thing");
        List<PreparedRecord> records = new ArrayList<>();
        for (int key : keys) {
            records.add(
                    new PreparedRecord(String.format("k%04d", key), "{\"v\":" + value + "}", "hash" + value, false));
        }
        return house.work.call(transaction -> writer.write(transaction, target, records, Instant.EPOCH));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
