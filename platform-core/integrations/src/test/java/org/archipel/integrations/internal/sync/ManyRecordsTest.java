package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.records.RecordListing;
import org.archipel.integrations.internal.records.RecordSlice;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/**
 * One in a hundred records changes on each side, and one in a thousand on both: the end is known for each policy. {@code
 * -Darchipel.test.records=50000} does it with as many records as the specification names.
 */
class ManyRecordsTest {
    private static final int RECORDS = Integer.getInteger("archipel.test.records", 2_000);

    @DatabaseTest
    void eachPolicyEndsAsExpectedAndTheNextRunWritesNothing(TestDatabase database) {
        for (ConflictResolution resolution : ConflictResolution.values()) {
            try (BothWays both = BothWays.with(database, resolution)) {
                for (int i = 0; i < RECORDS; i++) {
                    both.remote("r" + i, there("Contact " + i, i + "@x"));
                }
                both.sync();
                change(both, ids(both));

                JsonNode counts = counts(both.sync());

                assertThat(counts.path("conflicts").asInt()).isEqualTo(RECORDS / 1000);
                assertThat(byMail(hub(both))).as("hub, %s", resolution).isEqualTo(expected(resolution, true));
                Map<String, ObjectNode> remote = new TreeMap<>();
                both.house
                        .remote
                        .content()
                        .forEach((id, data) -> remote.put(
                                data.path("mail").asText(),
                                here(data.path("n").asText(), data.path("mail").asText())));
                assertThat(remote).as("remote, %s", resolution).isEqualTo(expected(resolution, false));

                int changes = both.house.remote.writes().changes();
                JsonNode again = counts(both.sync());
                assertThat(again.path("created").asInt() + again.path("updated").asInt())
                        .isZero();
                assertThat(both.house.remote.writes().changes()).isEqualTo(changes);
            }
        }
    }

    /** Number 0 of a thousand changes on both sides, 10, 110, … there, 20, 120, … here. */
    private static void change(BothWays both, Map<String, String> ids) {
        for (int i = 0; i < RECORDS; i++) {
            String mail = i + "@x";
            if (i % 1000 == 0) {
                both.remote("r" + i, there("There " + i, mail));
            } else if (i % 100 == 10) {
                both.remote("r" + i, there("Remote " + i, mail));
            } else if (i % 100 == 20) {
                both.hub(ids.get(mail), here("Hub " + i, mail));
            }
        }
        for (int i = 0; i < RECORDS; i += 1000) {
            both.hub(ids.get(i + "@x"), here("Here " + i, i + "@x"));
        }
    }

    private static Map<String, ObjectNode> expected(ConflictResolution resolution, boolean hub) {
        Map<String, ObjectNode> expected = new TreeMap<>();
        for (int i = 0; i < RECORDS; i++) {
            String name = "Contact " + i;
            if (i % 1000 == 0) {
                name = switch (resolution) {
                    case SOURCE_WINS -> "There " + i;
                    // The hub's change is the later one.
                    case TARGET_WINS, LAST_WRITE_WINS -> "Here " + i;
                    case MANUAL -> (hub ? "Here " : "There ") + i;
                };
            } else if (i % 100 == 10) {
                name = "Remote " + i;
            } else if (i % 100 == 20) {
                name = "Hub " + i;
            }
            expected.put(i + "@x", here(name, i + "@x"));
        }
        return expected;
    }

    private static Map<String, ObjectNode> byMail(Map<String, HubRecord> records) {
        Map<String, ObjectNode> byMail = new TreeMap<>();
        records.values()
                .forEach(record -> byMail.put(record.data().path("email").asText(), record.data()));
        return byMail;
    }

    private static Map<String, String> ids(BothWays both) {
        Map<String, String> ids = new HashMap<>();
        hub(both).forEach((id, record) -> ids.put(record.data().path("email").asText(), id));
        return ids;
    }

    private static Map<String, HubRecord> hub(BothWays both) {
        Map<String, HubRecord> all = new HashMap<>();
        String after = "";
        while (true) {
            RecordSlice slice = both.house.records.list(
                    both.house.organization, "contact", new RecordListing(Map.of(), "", after, 500));
            slice.records().forEach(record -> all.put(record.id(), record));
            if (slice.next().isEmpty()) {
                return all;
            }
            after = slice.next().get();
        }
    }
}
