package org.archipel.benchmarks;

import java.util.List;
import java.util.Locale;
import org.archipel.benchmarks.SyncClient.Connection;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.PostgresCluster;
import org.postgresql.ds.PGSimpleDataSource;

/** Synchronizes 10,000, 100,000 and a million records, and looks how much the platform holds meanwhile. */
final class SyncMemoryScenario implements Scenario {
    private static final int PLACES = 10_000;
    private static final int[] COPIES = {1, 10, 100};
    /** Fills the database's page cache, which has its own bound, and compiles the program. */
    private static final int WARM_UPS = 2;

    private static final String UNIT = "MB";

    private final Dialect dialect;

    SyncMemoryScenario(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return "sync-memory-" + dialect.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "what the platform holds during syncs of 10k, 100k and a million records, on " + dialect;
    }

    @Override
    public void run(Workbench workbench, Report report) {
        PlatformBuilder platform = workbench.platform(dialect.name());
        if (dialect == Dialect.POSTGRESQL) {
            if (!PostgresCluster.isInstalled()) {
                System.err.println("left out: PostgreSQL is not installed");
                return;
            }
            PGSimpleDataSource database = PostgresCluster.durable().newDatabase();
            platform.setting("archipel.database.url", database.getUrl())
                    .setting("archipel.database.user", database.getUser());
        }
        try (PlacesSource small = PlacesSource.of(PLACES, COPIES[0]);
                PlacesSource middle = PlacesSource.of(PLACES, COPIES[1]);
                PlacesSource large = PlacesSource.of(PLACES, COPIES[2])) {
            platform.setting(
                    "archipel.network.private", String.join(", ", small.address(), middle.address(), large.address()));
            try (PlatformProcess process = platform.start()) {
                SyncClient client =
                        new SyncClient(RestClient.withKey(process.url(), process.bootstrapKey()), List.of());
                for (int i = 0; i < WARM_UPS; i++) {
                    client.synchronize(client.connect(middle)).expect(PLACES * COPIES[1], 0, 0);
                }
                report.add(name(), "held when idle", UNIT, LiveMemory.of(process.pid()), "");
                double few = measure(client, process, small, COPIES[0], report);
                measure(client, process, middle, COPIES[1], report);
                double most = measure(client, process, large, COPIES[2], report);
                report.add(name(), "most held, a million / 10k", "ratio", most / few, "flat: about 1");
                process.stop();
            }
        }
    }

    /** The most held while so many records are created, and while they are read again and a hundredth of them has changed. */
    private double measure(SyncClient client, PlatformProcess process, PlacesSource source, int copies, Report report) {
        int records = PLACES * copies;
        int changed = records / 100;
        Connection connection = client.connect(source);
        double created = LiveMemory.most(
                process.pid(), () -> client.synchronize(connection).expect(records, 0, 0));
        source.provider().change(changed);
        double again = LiveMemory.most(
                process.pid(), () -> client.synchronize(connection).expect(0, changed, records - changed));
        report.add(name(), "most held, " + records + " new records", UNIT, created, "");
        report.add(name(), "most held, read again, 1% changed", UNIT, again, "");
        return Math.max(created, again);
    }
}
