package org.archipel.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.benchmarks.SyncClient.Connection;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.PostgresCluster;
import org.archipel.persistence.test.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Synchronizes 100,000 records from a provider over HTTP, and beside it writes the same rows with plain JDBC into a database of the
 * same kind, with the same tables, batch size and durability.
 */
final class SyncScenario implements Scenario {
    private static final int PLACES = 20_000;
    private static final int COPIES = 5;
    private static final int MANY = PLACES * COPIES;
    private static final int FEW = 10_000;
    private static final int WARM_UPS = 4;

    /** Looks at each record and changes nothing in most of them. */
    private static final List<Map<String, Object>> RULES = List.of(Map.of(
            "id", "tidy",
            "name", "tidy",
            "condition", "record.position.latitude !== null",
            "transformation", "record => { record.name = record.name.trim(); return record; }",
            "order", 1,
            "enabled", true));

    private final Dialect dialect;
    private final boolean scripted;

    /** @param scripted whether each record goes through a JavaScript rule too */
    SyncScenario(Dialect dialect, boolean scripted) {
        this.dialect = dialect;
        this.scripted = scripted;
    }

    @Override
    public String name() {
        return (scripted ? "sync-rule-" : "sync-") + dialect.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "inbound sync of 100k records" + (scripted ? " with a JavaScript rule" : "")
                + " beside a plain JDBC upsert of them, on " + dialect;
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlacesSource few = PlacesSource.of(FEW, 1);
                PlacesSource many = PlacesSource.of(PLACES, COPIES)) {
            if (dialect == Dialect.DERBY) {
                onDerby(workbench, report, few, many);
            } else if (PostgresCluster.isInstalled()) {
                onPostgres(workbench, report, few, many);
            } else {
                System.err.println("left out: PostgreSQL is not installed");
            }
        }
    }

    private void onDerby(Workbench workbench, Report report, PlacesSource few, PlacesSource many) {
        TestDatabase plain = TestDatabase.derbyIn(workbench.folder().resolve("plain"));
        run(workbench, workbench.platform("derby"), plain, report, few, many);
    }

    private void onPostgres(Workbench workbench, Report report, PlacesSource few, PlacesSource many) {
        PostgresCluster cluster = PostgresCluster.durable();
        PGSimpleDataSource own = cluster.newDatabase();
        PlatformBuilder platform = workbench
                .platform("postgresql")
                .setting("archipel.database.url", own.getUrl())
                .setting("archipel.database.user", own.getUser());
        run(workbench, platform, TestDatabase.postgresql(cluster.newDatabase()), report, few, many);
    }

    private void run(
            Workbench workbench,
            PlatformBuilder builder,
            TestDatabase plainDatabase,
            Report report,
            PlacesSource few,
            PlacesSource many) {
        builder.setting("archipel.network.private", few.address() + ", " + many.address());
        try (PlainUpsert plain = new PlainUpsert(plainDatabase);
                PlatformProcess platform = builder.start()) {
            SyncClient client = new SyncClient(
                    RestClient.withKey(platform.url(), platform.bootstrapKey()), scripted ? RULES : List.of());
            warmUp(client, plain, few);
            SyncFigures figures = new SyncFigures(workbench.repetitions());
            for (int i = 0; i < workbench.repetitions(); i++) {
                measure(client, plain, few, many, figures, i);
            }
            figures.report(report, name());
            platform.stop();
        }
    }

    private static void warmUp(SyncClient client, PlainUpsert plain, PlacesSource few) {
        for (int i = 0; i < WARM_UPS; i++) {
            client.synchronize(client.connect(few)).expect(FEW, 0, 0);
            plain.upsert("warm-up", few.rows(), PlacesSource.PAGE);
        }
    }

    private static void measure(
            SyncClient client, PlainUpsert plain, PlacesSource few, PlacesSource many, SyncFigures figures, int i) {
        figures.few[i] =
                client.synchronize(client.connect(few)).expect(FEW, 0, 0).perSecond();
        List<HubRow> rows = many.rows();
        String entity = "place-" + i;
        // Who is first takes turns, so that neither always meets the quieter machine.
        if (i % 2 == 1) {
            figures.plain[i] = upsertsPerSecond(plain, entity, rows);
        }
        Connection connection = client.connect(many);
        figures.first[i] = client.synchronize(connection).expect(MANY, 0, 0).perSecond();
        if (i % 2 == 0) {
            figures.plain[i] = upsertsPerSecond(plain, entity, rows);
        }
        figures.unchanged[i] = client.synchronize(connection).expect(0, 0, MANY).perSecond();
        figures.plainAgain[i] = upsertsPerSecond(plain, entity, rows);
        int changed = MANY / 10;
        many.provider().change(changed);
        figures.changed[i] = client.synchronize(connection)
                .expect(0, changed, MANY - changed)
                .perSecond();
    }

    private static double upsertsPerSecond(PlainUpsert plain, String entity, List<HubRow> rows) {
        long begin = System.nanoTime();
        plain.upsert(entity, rows, PlacesSource.PAGE);
        return rows.size() / ((System.nanoTime() - begin) / 1e9);
    }
}
