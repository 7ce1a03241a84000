package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.archipel.api.error.RemoteException;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class RateJobTest {
    private static final String RATES = "https://rates.example.com/latest";

    @Test
    void ratesAreReadEachHour(TestPlatform platform) {
        platform.http().when("GET", RATES).json("{\"CHF\": 0.95}").json("{\"CHF\": 0.96}");

        platform.clock().advance(Duration.ofMinutes(59));
        assertThat(platform.http().requests()).isEmpty();
        platform.clock().advance(Duration.ofHours(1).plusMinutes(1));

        assertThat(platform.http().requests()).hasSize(2);
        assertThat(platform.records().all("rate")).singleElement().satisfies(rate -> {
            assertThat(rate.data().path("rate").asDouble()).isEqualTo(0.96);
            assertThat(rate.version()).isEqualTo(2);
        });
    }

    @Test
    void aSourceThatIsDownFailsTheRun(TestPlatform platform) {
        platform.http().when("GET", RATES).refuse();
        assertThatThrownBy(() -> platform.tasks().run("rates")).isInstanceOf(RemoteException.class);
    }
}
