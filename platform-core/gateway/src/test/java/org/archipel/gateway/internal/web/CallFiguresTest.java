package org.archipel.gateway.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.archipel.gateway.internal.metrics.ApiMetrics;
import org.archipel.gateway.internal.model.CustomApi;
import org.junit.jupiter.api.Test;

/** Calls and what was kept are counted. */
class CallFiguresTest extends GatewayTest {
    @Test
    void callsAreCountedByTheMinute() {
        CustomApi api = cached("/n", "'ttlSeconds':60");
        house.get("/n");
        house.get("/n");
        house.get("/n", "X-API-Key", "wrong");
        house.metrics.write();
        var now = Instant.now();
        var figures = ApiMetrics.sum(
                house.metrics.points(house.organizationId, api.id(), now.minusSeconds(300), now.plusSeconds(60)));
        assertThat(figures.requests()).isEqualTo(3);
        assertThat(figures.refused()).isEqualTo(1);
        assertThat(figures.cacheHits()).isEqualTo(1);
        assertThat(figures.times().percentile(0.5)).isPositive();
    }

    @Test
    void hitsOnAFurtherLevelAreCounted() {
        CustomApi api = cached("/dbhit", "'ttlSeconds':60,'strategy':'DATABASE'");
        house.get("/dbhit");
        await().atMost(PATIENCE).until(() -> {
            house.get("/dbhit");
            house.metrics.write();
            var now = Instant.now();
            return ApiMetrics.sum(house.metrics.points(
                                    house.organizationId, api.id(), now.minusSeconds(300), now.plusSeconds(60)))
                            .cacheHits()
                    > 0;
        });
    }
}
