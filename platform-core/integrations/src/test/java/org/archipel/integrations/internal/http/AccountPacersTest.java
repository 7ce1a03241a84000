package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.RateLimit;
import org.archipel.integrations.internal.http.AccountPacers.Account;
import org.junit.jupiter.api.Test;

class AccountPacersTest {
    private static final RateLimit LIMIT = new RateLimit(2, 50, "");

    private final AtomicLong nanos = new AtomicLong();
    private final AccountPacers pacers = new AccountPacers();
    private final Account account = new Account("organization", "connector", "api.example.org");

    private Pacer pacer(Account asked, RateLimit limit) {
        return pacers.of(asked, limit, () -> new Pacer(limit, nanos::get));
    }

    @Test
    void anAccountHasOnePacerForALimit() {
        assertThat(pacer(account, LIMIT)).isSameAs(pacer(account, new RateLimit(2, 50, "")));
        assertThat(pacer(account, new RateLimit(3, 50, ""))).isNotSameAs(pacer(account, LIMIT));
    }

    @Test
    void organizationsAndConnectorsHaveTheirOwn() {
        assertThat(pacer(account, LIMIT))
                .isNotSameAs(pacer(new Account("other", "connector", "api.example.org"), LIMIT))
                .isNotSameAs(pacer(new Account("organization", "other", "api.example.org"), LIMIT));
    }

    /** A connector may say something else at each session. */
    @Test
    void onlyTheLatestLimitsOfAnAccountAreKept() {
        Pacer lasting = pacer(account, LIMIT);
        for (int i = 0; i < 1_000; i++) {
            pacer(account, new RateLimit(2, 50, "refusal " + i));
            assertThat(pacer(account, LIMIT)).isSameAs(lasting);
        }

        assertThat(pacers.size()).isEqualTo(8);
    }

    @Test
    void whatNobodyUsesIsForgotten() {
        Pacer used = pacer(account, LIMIT);
        pacer(new Account("other", "connector", "api.example.org"), LIMIT);
        nanos.set(Duration.ofMinutes(11).toNanos());
        used.reserve();

        pacers.forgetIdle();

        assertThat(pacers.size()).isEqualTo(1);
        assertThat(pacer(account, LIMIT)).isSameAs(used);
    }
}
