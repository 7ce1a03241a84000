package org.archipel.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The extension's tasks. */
public interface TestTasks {
    /**
     * Runs a task now.
     *
     * @throws org.archipel.api.error.PlatformException if it fails, or there is none of that name
     */
    void run(String name);

    /** The intervals of the tasks that run by themselves, by name. */
    Map<String, Duration> intervals();

    /** When tasks were asked to run once, by name. */
    Map<String, Instant> planned();
}
