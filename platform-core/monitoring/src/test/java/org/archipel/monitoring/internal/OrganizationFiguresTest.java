package org.archipel.monitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrganizationFiguresTest {
    private static final String TEXT = """
            # HELP a_total what a is
            # TYPE a_total counter
            a_total{extension="x",organization="one"} 1.0
            a_total{extension="x",organization="two"} 2.0
            # HELP b what b is
            # TYPE b gauge
            b{state="organization=\\"one\\"",other="organization=one"} 3.0
            # HELP c what c is
            # TYPE c gauge
            c 4.0
            # HELP d what d is
            # TYPE d gauge
            d{organization="one",path="a\\\\"} 5.0
            d{path="x\\",organization=\\"one",organization="two"} 6.0
            """;

    @Test
    void onlyThoseOfTheOrganizationAreLeft() {
        assertThat(OrganizationFigures.of(TEXT, "one")).isEqualTo("""
                        # HELP a_total what a is
                        # TYPE a_total counter
                        a_total{extension="x",organization="one"} 1.0
                        # HELP d what d is
                        # TYPE d gauge
                        d{organization="one",path="a\\\\"} 5.0
                        """);
        assertThat(OrganizationFigures.of(TEXT, "three")).isEmpty();
    }

    @Test
    void whatBundlesRecordIsCollected() {
        MeterCollection meters = new MeterCollection();
        try {
            Metrics.timer("archipel.test.time", "organization", "one").record(30, TimeUnit.MILLISECONDS);

            assertThat(meters.text())
                    .contains("jvm_memory_used_bytes")
                    .contains("archipel_test_time_seconds_bucket{organization=\"one\",le=\"0.05\"} 1");
            assertThat(OrganizationFigures.of(meters.text(), "one")).contains("archipel_test_time_seconds_count");
        } finally {
            meters.close();
            Metrics.globalRegistry.clear();
        }
    }
}
