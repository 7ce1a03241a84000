package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of the provider has a code and a reason that tells no secret, and passes. */
public interface FaultContract extends ConnectorSubject {
    @ParameterizedTest
    @CsvSource({
        "DROP,CONNECTION_FAILED,true",
        "RATE_LIMIT,RATE_LIMIT_EXCEEDED,true",
        "SERVER_ERROR,INTEGRATION_ERROR,true",
        "GARBAGE,INTEGRATION_ERROR,false",
        "HTML,INTEGRATION_ERROR,false",
        "ERROR_BODY,INTEGRATION_ERROR,false",
        "FOREIGN_REDIRECT,INTEGRATION_ERROR,false",
        "DUPLICATE_KEY,INTEGRATION_ERROR,false",
        "INVALID_UTF8,INTEGRATION_ERROR,false"
    })
    default void faultsOfTheProviderHaveACodeAndPass(Fault fault, ErrorCode code, boolean retryable) {
        emulator().faults().once(fault);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.retryable()).as(e.getMessage()).isEqualTo(retryable);
            assertThat(e.getMessage()).hasSizeBetween(5, 500);
            assertNoSecret(e.getMessage());
        });
        assertThat(read(1000)).as("the next read").hasSize(records());
    }

    @Test
    default void anExpiredTokenIsToldApart() {
        emulator().faults().on(Fault.EXPIRED_TOKEN);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(expired());
            assertThat(e.retryable()).isFalse();
            assertNoSecret(e.getMessage());
        });
    }
}
