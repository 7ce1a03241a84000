package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test of the connection tells at which step it fails, and why. */
public interface DiagnosisContract extends ConnectorSubject {
    @Test
    default void aGoodConnectionPassesAtEveryStep() {
        ConnectionTest test = test();
        assertThat(test.findings()).noneMatch(finding -> finding.outcome() == Outcome.FAILED);
        assertThat(test.findings())
                .extracting(Finding::aspect)
                .contains(Aspect.AUTHENTICATION, Aspect.PERMISSION, Aspect.API_VERSION, Aspect.RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED_TOKEN,AUTHENTICATION",
        "RATE_LIMIT,RATE_LIMIT",
        "SERVER_ERROR,RESPONSE",
        "HTML,RESPONSE",
        "GARBAGE,RESPONSE",
        "DROP,TCP"
    })
    default void theDiagnosisNamesTheCause(Fault fault, Aspect aspect) {
        emulator().faults().on(fault);
        Finding cause = test().findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(cause.aspect()).as(cause.detail()).isEqualTo(aspect);
        assertThat(cause.suggestion()).isNotBlank();
        assertNoSecret(cause.detail());
    }
}
