package org.archipel.persistence.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.persistence.test.PostgresCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The packaged bundle in a real framework, with a bundle that declares a unit. */
class PersistenceExtenderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> DERBY = Map.of();
    private static final String UNIT_OF_WORK = "org.archipel.persistence.UnitOfWork";

    @TempDir
    private Path folder;

    private TestFramework framework;

    @AfterEach
    void stop() throws BundleException {
        if (framework != null) {
            framework.close();
        }
    }

    @Test
    void aUnitComesAndGoesWithItsBundle() throws BundleException, IOException {
        framework = TestFramework.start(folder, DERBY);
        framework.installPersistence().start();
        var harbour = framework.install("harbour", HarbourBundle.jar());
        harbour.start();
        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());

        harbour.stop();
        assertThat(units("harbour")).isEmpty();

        harbour.start();
        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());
    }

    @Test
    void aBundleThatWasThereFirstIsServed() throws BundleException, IOException {
        framework = TestFramework.start(folder, DERBY);
        var persistence = framework.installPersistence();
        framework.install("harbour", HarbourBundle.jar()).start();
        persistence.start();

        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());
    }

    @Test
    void entitiesAreFoundAfterARestartOnDerby() throws BundleException, IOException {
        entitiesAreFoundAfterARestart(DERBY);
    }

    @Test
    void entitiesAreFoundAfterARestartOnPostgreSql() throws BundleException, IOException {
        assumeTrue(PostgresCluster.isInstalled(), "PostgreSQL is not installed");
        var database = PostgresCluster.shared().newDatabase();
        entitiesAreFoundAfterARestart(
                Map.of("archipel.database.url", database.getURL(), "archipel.database.user", database.getUser()));
    }

    private void entitiesAreFoundAfterARestart(Map<String, String> settings) throws BundleException, IOException {
        framework = TestFramework.start(folder, settings);
        var persistence = framework.installPersistence();
        persistence.start();
        framework.install("harbour", HarbourBundle.jar()).start();
        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());
        HarbourBundle.persistShip(service("harbour"), "argo");

        persistence.stop();
        assertThat(units("harbour")).isEmpty();
        persistence.start();
        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());

        assertThat(HarbourBundle.ships(service("harbour"))).containsExactly("argo");
    }

    @Test
    void aBrokenUnitStaysAwayAndTheOthersWork() throws BundleException, IOException {
        framework = TestFramework.start(folder, DERBY);
        framework.installPersistence().start();
        framework.install("wreck", HarbourBundle.brokenJar()).start();
        framework.install("harbour", HarbourBundle.jar()).start();

        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());
        assertThat(units("wreck")).isEmpty();
    }

    /** Units are opened one after the other: that of the bundle that came later is there. */
    @Test
    void whatAnExtensionDeclaresIsNoUnit() throws BundleException, IOException {
        framework = TestFramework.start(folder, DERBY);
        framework.installPersistence().start();
        framework.install("extension:0190/1.0.0", HarbourBundle.jar("pirate")).start();
        framework.install("harbour", HarbourBundle.jar()).start();

        await().atMost(PATIENCE).until(() -> !units("harbour").isEmpty());
        assertThat(units("pirate")).isEmpty();
    }

    private Object service(String unit) {
        return framework.context().getService(units(unit).get(0));
    }

    private List<ServiceReference<?>> units(String unit) {
        try {
            var found = framework.context().getAllServiceReferences(UNIT_OF_WORK, "(unit=" + unit + ")");
            return found == null ? List.of() : new ArrayList<>(List.of(found));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
