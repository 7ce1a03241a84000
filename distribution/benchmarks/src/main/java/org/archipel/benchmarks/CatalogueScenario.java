package org.archipel.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.PostgresCluster;
import org.archipel.persistence.test.TestDatabase;

/** Searches of the catalogue over REST, one after the other, among generated extensions. */
final class CatalogueScenario implements Scenario {
    private static final int EXTENSIONS = 10_000;
    private static final int VERSIONS = 5;
    private static final int WARM_UPS = 3_000;
    private static final int SEARCHES = 4_000;
    private static final double MILLISECOND = 1e6;

    private final Dialect dialect;
    private final Random random = new Random(7);

    CatalogueScenario(Dialect dialect) {
        this.dialect = dialect;
    }

    private static final List<String> KINDS = List.of(
            "a word",
            "two words",
            "a beginning",
            "a slip, what fits this platform",
            "category and tag",
            "newest of few");

    @Override
    public String name() {
        return "catalogue-" + dialect.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return "searches among " + EXTENSIONS + " extensions with " + VERSIONS + " versions each, on " + dialect;
    }

    @Override
    public void run(Workbench workbench, Report report) {
        if (dialect == Dialect.POSTGRESQL && !PostgresCluster.isInstalled()) {
            System.err.println("left out: PostgreSQL is not installed");
            return;
        }
        PlatformBuilder builder = workbench.platform("catalogue");
        TestDatabase database = null;
        if (dialect == Dialect.POSTGRESQL) {
            var own = PostgresCluster.durable().newDatabase();
            builder.setting("archipel.database.url", own.getUrl()).setting("archipel.database.user", own.getUser());
            database = TestDatabase.postgresql(own);
        }
        try (PlatformProcess platform = builder.start()) {
            String key = platform.bootstrapKey();
            platform.stop();
            fill(database == null ? TestDatabase.derbyIn(platform.data().resolve("db")) : database);
            platform.start();
            measure(RestClient.withKey(platform.url(), key), workbench.repetitions(), report);
            platform.stop();
        }
    }

    private static void fill(TestDatabase database) {
        try (database) {
            new CatalogueFill(EXTENSIONS, VERSIONS).write(database.dataSource());
        }
    }

    private void measure(RestClient client, int repetitions, Report report) {
        long begin = System.nanoTime();
        search(client, "/api/marketplace/extensions?limit=1");
        report.add(name(), "first search, with the index built", "ms", elapsed(begin), "");
        for (int i = 0; i < WARM_UPS; i++) {
            search(client, next(i));
        }
        double[] all = new double[SEARCHES * repetitions];
        for (int i = 0; i < all.length; i++) {
            String path = next(i);
            long start = System.nanoTime();
            search(client, path);
            all[i] = elapsed(start);
        }
        report.add(name(), "search", "ms", all, "");
        report.add(name(), "search, 99th percentile", "ms", Percentiles.of(all, 0.99), "<= 10");
        for (int kind = 0; kind < KINDS.size(); kind++) {
            int first = kind;
            double[] alike = IntStream.range(0, all.length)
                    .filter(i -> i % KINDS.size() == first)
                    .mapToDouble(i -> all[i])
                    .toArray();
            report.add(name(), KINDS.get(kind) + ", 99th percentile", "ms", Percentiles.of(alike, 0.99), "");
        }
    }

    /** What people ask for: words, beginnings of words, words with a slip, filters, orders. */
    private String next(int number) {
        String word = word();
        return "/api/marketplace/extensions?limit=20&"
                + switch (number % KINDS.size()) {
                    case 0 -> "q=" + encoded(word);
                    case 1 -> "q=" + encoded(word + " " + word());
                    case 2 -> "q=" + encoded(word.substring(0, 3));
                    case 3 -> "q=" + encoded(word.substring(0, 2) + word.substring(3)) + "&compatible=true";
                    case 4 -> "category=FINANCE&sort=-rating&tag=" + encoded(word);
                    default -> "sort=-publishedAt&q=" + encoded(word + random.nextInt(5000));
                };
    }

    private String word() {
        List<String> words = CatalogueFill.WORDS;
        return words.get(random.nextInt(words.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void search(RestClient client, String path) {
        client.get(path).expect(200);
    }

    private static double elapsed(long begin) {
        return (System.nanoTime() - begin) / MILLISECOND;
    }
}
