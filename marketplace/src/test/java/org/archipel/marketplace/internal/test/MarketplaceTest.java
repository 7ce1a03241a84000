package org.archipel.marketplace.internal.test;

import java.nio.file.Path;
import java.time.Duration;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A marketplace and a database of its own for each test. */
public abstract class MarketplaceTest {
    @TempDir
    protected Path data;

    protected final TestJobs jobs = new TestJobs();
    protected TestDatabase database;
    protected TestPlatform platform;

    @BeforeEach
    protected final void openPlatform() {
        database = TestDatabase.open(Dialect.DERBY);
        platform = new TestPlatform(database, data, jobs);
    }

    @AfterEach
    protected final void closePlatform() {
        platform.close();
        database.close();
    }

    /** Ends the platform and starts it again on the same database and folder. */
    protected final void restart() {
        platform.close();
        platform = new TestPlatform(database, data, jobs);
    }

    /**
     * Like {@link #restart()}, with other limits.
     *
     * @param grace how long data of uninstalled extensions is kept
     * @param activation how long an extension may take to start
     */
    protected final void restart(Duration grace, Duration activation) {
        platform.close();
        platform = new TestPlatform(database, data, jobs, grace, activation);
    }
}
