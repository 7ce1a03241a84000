package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A process that dies in a sync, before or after any commit, leaves nothing that a new one cannot put right. */
class CrashTest {
    private static final int KILLS = 15;
    private static final int PLACES = 400;

    @DatabaseTest
    void anInterruptedSyncEndsWithTheRecordsOfAnUndisturbedOne(TestDatabase database) {
        List<String> expected = undisturbed(database);
        for (int seed = 0; seed < KILLS; seed++) {
            assertThat(disturbed(database, new Random(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private static List<String> undisturbed(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(PLACES);
            house.sync(integration);
            change(house);
            house.sync(integration);
            return content(house);
        }
    }

    private static List<String> disturbed(TestDatabase database, Random random) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(PLACES);
            untilItSucceeds(house, house.syncs.submit(house.caller, integration, SyncRequest.everything()), random);
            change(house);
            untilItSucceeds(house, house.syncs.submit(house.caller, integration, SyncRequest.everything()), random);
            assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows())
                    .hasSize(1);
            return content(house);
        }
    }

    private static void change(House house) {
        IntStream.range(0, 50)
                .forEach(i -> house.remote.put(String.format("p%06d", i), ScriptedConnector.place("New", i)));
        house.remote.put("bad", Json.object());
    }

    private static void untilItSucceeds(House house, Job job, Random random) {
        Job present = job;
        while (present.state() != Job.State.SUCCEEDED) {
            SyncJob handler = house.handler(new DyingUnit(house.work, random, 8));
            try {
                present = house.jobs.run(job.id(), handler);
            } catch (DyingUnit.Killed e) {
                assertThat(e).hasMessage("killed");
            } finally {
                handler.stop();
            }
        }
    }

    private static List<String> content(House house) {
        return house.list("place").records().stream()
                .map(CrashTest::content)
                .sorted()
                .toList();
    }

    private static String content(HubRecord record) {
        return record.version() + " " + record.data();
    }
}
