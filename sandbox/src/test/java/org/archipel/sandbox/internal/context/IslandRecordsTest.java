package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.sandbox.internal.governor.Accounts;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.test.LiveIslands;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;

class IslandRecordsTest {
    private static final ObjectNode LARGE =
            JsonNodeFactory.instance.objectNode().put("text", "x".repeat(1 << 19));

    private final LiveIsland island = LiveIslands.admit(List.of(new Permission(
            "records", Set.of("write"), List.of(new PermissionCondition("entities", List.of("place"))))));
    private final Hub hub = new Hub();
    private final HubRecords records = new IslandRecords(
            island,
            () -> hub,
            new Accounts(new GovernorConfig(Settings.context("archipel.extension.minute-records-mebibytes", "1")))
                    .of(island.installation()));

    /** Counts what is written. */
    private static final class Hub implements HubRecords {
        private int writes;

        @Override
        public Optional<HubRecord> get(String entity, String id) {
            return Optional.empty();
        }

        @Override
        public RecordPage list(String entity, RecordQuery query) {
            return new RecordPage(List.of(), Optional.empty());
        }

        @Override
        public HubRecord upsert(String entity, String id, ObjectNode data) {
            writes++;
            return new HubRecord(entity, id, writes, data, "o", Instant.EPOCH, Instant.EPOCH);
        }

        @Override
        public boolean delete(String entity, String id) {
            writes++;
            return true;
        }
    }

    @Test
    void moreThanAMinuteAllowsIsNotWritten() {
        records.upsert("place", "1", LARGE);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        records.delete("place", "1");
                    }
                })
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED))
                .hasMessageContaining("1,024 KiB of records");

        int before = hub.writes;
        assertThatThrownBy(() -> records.upsert("place", "1", LARGE)).hasMessageContaining("KiB of records");
        assertThat(hub.writes).isEqualTo(before).isLessThan(2_000);
    }

    @Test
    void aRecordOfMoreValuesThanPagesOfThemMayHaveIsNotWritten() {
        ObjectNode most = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 99_998; i++) {
            most.withArray("values").addObject();
        }
        records.upsert("place", "1", most);

        most.withArray("values").addObject();
        assertThatThrownBy(() -> records.upsert("place", "1", most))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("a record has at most 100000 values");
        assertThat(hub.writes).isEqualTo(1);
    }

    @Test
    void whatIsNoRecordIsNotWritten() {
        assertThatThrownBy(() -> records.upsert("place", "1", null)).isInstanceOf(ValidationException.class);

        assertThat(hub.writes).isZero();
    }
}
