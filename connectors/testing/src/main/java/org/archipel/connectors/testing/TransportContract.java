package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong on the way to the provider does no harm: certificates, sizes, clocks. */
public interface TransportContract extends ConnectorSubject {
    /** Nothing is sent to a server that does not prove who it is, and the diagnosis says why. */
    @ParameterizedTest
    @EnumSource(TlsFront.Flaw.class)
    default void aCertificateThatDoesNotMatchEndsTheConnection(TlsFront.Flaw flaw) {
        try (TlsFront front = new TlsFront(flaw)) {
            TestIntegration there = connected().at(front.uri(), front.trust());
            try (var session = there.open()) {
                assertThat(session.test().findings())
                        .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                        .first()
                        .satisfies(this::assertOfTls);
            }
            assertThatThrownBy(() -> there.readAll(entity(), Optional.empty(), 1000))
                    .isInstanceOfSatisfying(PlatformException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
                        assertNoSecret(e.getMessage());
                    });
            assertThat(front.requests()).as("requests that got through").isZero();
        }
    }

    private void assertOfTls(Finding finding) {
        assertThat(finding.aspect()).as(finding.detail()).isEqualTo(Aspect.TLS);
        assertThat(finding.suggestion()).isNotBlank();
        assertNoSecret(finding.detail());
    }

    @Test
    default void anAnswerWithoutEndIsRefused() {
        emulator().faults().once(Fault.HUGE_ANSWER);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
            assertThat(e.retryable()).isFalse();
            assertThat(e.getMessage()).contains("bytes");
        });
        assertThat(read(1000)).as("the next read").hasSize(records());
    }

    /** A provider whose clock goes wrong names a date to come again at that is long past, or far in the future. */
    @ParameterizedTest
    @ValueSource(ints = {-400, 400})
    default void aWrongClockAsksForNoEndlessWait(int days) {
        emulator().faults().on(Fault.WRONG_CLOCK, 1, 1, days);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(e.retryable()).isTrue();
            assertThat(e.retryAfter().orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofDays(1));
        });
        assertThat(read(1000)).as("the next read").hasSize(records());
    }
}
