package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AnyCaseTest {
    @Test
    void wordsAreFoundInWhateverCase() {
        assertThat(AnyCase.contains("a;EXTENSION:=framework", "extension:=")).isTrue();
        assertThat(AnyCase.contains("extension:=", "extension:=")).isTrue();
        assertThat(AnyCase.contains("xtension:=", "extension:=")).isFalse();
        assertThat(AnyCase.startsWith("Service.Ranking", "service.")).isTrue();
        assertThat(AnyCase.startsWith("serv", "service.")).isFalse();
        assertThat(AnyCase.endsWith("store.Target", ".target")).isTrue();
        assertThat(AnyCase.endsWith("arget", ".target")).isFalse();
    }

    /** In small letters it would take an hour: for each capital sigma the JDK looks from where the word begins. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongWordOfCapitalSigmasTakesNoTime() {
        String sigmas = "\u03a3".repeat(1 << 20);

        assertThat(AnyCase.contains(sigmas, "extension:=")).isFalse();
        assertThat(AnyCase.startsWith(sigmas, "service.")).isFalse();
        assertThat(AnyCase.endsWith(sigmas, ".target")).isFalse();
    }
}
