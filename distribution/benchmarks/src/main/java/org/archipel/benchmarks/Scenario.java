package org.archipel.benchmarks;

/** One thing to measure. Sets up what it needs, measures, cleans up. */
interface Scenario {
    /** Its name on the command line. */
    String name();

    /** What it measures, in a line. */
    String description();

    /** Measures and leaves the figures in the report. */
    void run(Workbench workbench, Report report);
}
