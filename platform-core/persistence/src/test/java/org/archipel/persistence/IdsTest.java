package org.archipel.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final int MANY = 100_000;

    @Test
    void growFromOneToTheNext() {
        List<String> ids = Stream.generate(Ids::next).limit(MANY).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void areUniqueOverThreads() {
        List<String> ids = IntStream.range(0, MANY)
                .parallel()
                .mapToObj(index -> Ids.next())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void areOfVersion7WithTheTimeInFront() {
        var id = UUID.fromString(Ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        var time = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }
}
