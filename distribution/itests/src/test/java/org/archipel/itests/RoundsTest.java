package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Extensions come, change and go without leaving anything in the process or disturbing a bundle of the platform. The normal run does
 * 20 rounds, the Maven profile {@code slow} 1,000.
 */
class RoundsTest {
    private static final Logger LOG = System.getLogger(RoundsTest.class.getName());
    private static final int ROUNDS = Integer.getInteger("archipel.test.rounds", 20);
    private static final int SAMPLES = 10;
    private static final int WAIT_SECONDS = 60;
    // The database's page cache fills with what jobs and events of the first hundreds of rounds leave.
    private static final int ROUNDS_THAT_FILL_CACHES = 800;
    private static final long HEAP_NOISE = 4096;
    private static final int WARM_UP_FIGURES = 2;

    @TempDir
    Path folder;

    @Test
    void roundsOfInstallUpgradeAndUninstallLeaveTheProcessLevel() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "the figures are read from /proc");
        try (ObservedPlatform platform = ObservedPlatform.start(folder)) {
            Marketplace marketplace = new Marketplace(platform.administrator(), Samples.PLACE_INSIGHTS);
            marketplace.publish(Samples.placeInsights("1.0.0"));
            marketplace.publish(Samples.placeInsights("1.1.0"));

            List<ProcessFigures> figures = new ArrayList<>();
            int every = Math.max(1, ROUNDS / SAMPLES);
            for (int round = 1; round <= ROUNDS; round++) {
                round(marketplace);
                if (round % every == 0) {
                    figures.add(ProcessFigures.of(platform.process().pid()));
                    LOG.log(Level.INFO, "after round {0}: {1}", round, figures.get(figures.size() - 1));
                }
            }

            assertThat(platform.disturbances()).isEmpty();
            assertThat(platform.extensionBundles()).isEmpty();
            // Pools and compilers start threads as they are needed; one left by each round would be ten.
            assertLevel("threads", figures, ProcessFigures::threads, 8, 0);
            assertLevel("open files", figures, ProcessFigures::openFiles, 8, 0);
            assertLevel("class loaders of bundles", figures, ProcessFigures::bundleLoaders, 1, 0);
            assertLevel("bundles that the framework remembers", figures, ProcessFigures::bundles, 2, 0);
            assertLevel("loaded classes", figures, ProcessFigures::loadedClasses, 0, 0.02);
            assertLevel("metaspace", figures, ProcessFigures::metaspace, 0, 0.05);
            if (ROUNDS >= ROUNDS_THAT_FILL_CACHES) {
                assertHeapIsLevel(figures);
            }
        }
    }

    private static void round(Marketplace marketplace) {
        marketplace.install("1.0.0", WAIT_SECONDS).expect(200);
        assertThat(marketplace.call("version").expect(200).path("version").asText())
                .isEqualTo("1.0.0");
        marketplace.upgrade("1.1.0", WAIT_SECONDS).expect(200);
        assertThat(marketplace.call("version").expect(200).path("version").asText())
                .isEqualTo("1.1.0");
        marketplace.uninstall(WAIT_SECONDS).expect(200);
    }

    /**
     * The least of the second half is not above that of the first by more than caches keep. What the JVM may forget and has not
     * forgotten yet makes single figures larger.
     */
    private static void assertHeapIsLevel(List<ProcessFigures> figures) {
        int half = figures.size() / 2;
        // The first figures are those of caches that are not full.
        long before = least(figures.subList(WARM_UP_FIGURES, half));
        long after = least(figures.subList(half, figures.size()));
        assertThat(after)
                .as("heap of the second half against %d of the first: %s", before, figures)
                .isLessThanOrEqualTo(before + HEAP_NOISE);
    }

    private static long least(List<ProcessFigures> figures) {
        return figures.stream().mapToLong(ProcessFigures::heap).min().orElseThrow();
    }

    /** The second half's most is not above the first half's by more than the tolerance. */
    private static void assertLevel(
            String what,
            List<ProcessFigures> figures,
            ToLongFunction<ProcessFigures> figure,
            long absolute,
            double share) {
        int half = figures.size() / 2;
        long before = most(figures.subList(0, half), figure);
        long after = most(figures.subList(half, figures.size()), figure);
        assertThat(after)
                .as("%s of the second half against %d of the first: %s", what, before, figures)
                .isLessThanOrEqualTo(before + absolute + (long) (before * share));
    }

    private static long most(List<ProcessFigures> figures, ToLongFunction<ProcessFigures> figure) {
        return figures.stream().mapToLong(figure).max().orElseThrow();
    }
}
