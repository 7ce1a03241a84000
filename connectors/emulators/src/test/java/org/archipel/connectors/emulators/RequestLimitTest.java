package org.archipel.connectors.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aWindowTakesSoManyAndThenTellsHowLongItStillIs() {
        RequestLimit limit = RequestLimit.fixedWindow(3, Duration.ofSeconds(10));
        assertThat(taken(limit, 0, 5)).isEqualTo(3);
        assertThat(limit.refuse(4 * SECOND)).hasValue(6 * SECOND);
        assertThat(taken(limit, 10 * SECOND, 5)).isEqualTo(3);
    }

    @Test
    void aBucketTakesABurstAndThenAsMuchAsLeaks() {
        RequestLimit limit = RequestLimit.leakyBucket(2, 50);
        assertThat(taken(limit, SECOND, 60)).isEqualTo(50);
        assertThat(limit.refuse(SECOND)).hasValue(SECOND / 2);
        assertThat(taken(limit, 2 * SECOND, 60)).isEqualTo(2);
        assertThat(taken(limit, 100 * SECOND, 60)).isEqualTo(50);
    }

    private static long taken(RequestLimit limit, long nanos, int requests) {
        return IntStream.range(0, requests)
                .filter(i -> limit.refuse(nanos).isEmpty())
                .count();
    }
}
