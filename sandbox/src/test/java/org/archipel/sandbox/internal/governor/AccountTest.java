package org.archipel.sandbox.internal.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.test.Settings;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static Account account(String eventMebibytes) {
        return new Account(
                new InstallationInfo("i", "o", "org.example.speaker", "1.0.0"),
                new GovernorConfig(Settings.context("archipel.extension.minute-events-mebibytes", eventMebibytes)));
    }

    @Test
    void moreEventsThanAMinuteAllowsAreRefusedForAWhile() {
        Account account = account("1");
        account.publish(1 << 19);
        account.publish((1 << 19) - 1_000);

        assertThatThrownBy(() -> account.publish(1 << 19)).isInstanceOfSatisfying(PlatformException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
            assertThat(refusal.retryAfter().orElseThrow()).isPositive().isLessThan(Duration.ofMinutes(1));
            assertThat(refusal).hasMessageContaining("1,024 KiB of events");
        });
    }

    @Test
    void emptyEventsCountAsWell() {
        Account account = account("1");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        account.publish(2);
                    }
                })
                .hasMessageContaining("of events");
    }

    @Test
    void whatHasBegunOverdrawsWhatThereIs() {
        Account account = account("1");

        account.book(2 << 20);

        assertThatThrownBy(() -> account.publish(2)).hasMessageContaining("of events");
    }

    @Test
    void withoutALimitAllArePublished() {
        Account account = account("0");

        assertThatCode(() -> account.publish(Integer.MAX_VALUE)).doesNotThrowAnyException();
    }
}
