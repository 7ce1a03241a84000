package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.RateLimit;
import org.archipel.integrations.internal.fakes.StandingClock;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** Nodes that use one account of a remote system share what it takes. */
class AccountSharesTest {
    private final StandingClock clock = new StandingClock();

    @DatabaseTest
    void nodesAtWorkAreCountedAndThoseThatStoppedAreNot(TestDatabase database) {
        UnitOfWork work = database.unit("integrations", "org.archipel.integrations.internal.store");
        String account = "nodes.example." + System.nanoTime();
        AccountShares one = new AccountShares(work, clock);
        AccountShares other = new AccountShares(work, clock);
        assertThat(one.nodes(account)).isEqualTo(1);
        assertThat(other.nodes(account)).isEqualTo(2);
        assertThat(one.nodes(account)).as("it looks once in ten seconds").isEqualTo(1);
        clock.forward(Duration.ofSeconds(11));
        assertThat(one.nodes(account)).isEqualTo(2);
        assertThat(one.nodes("another account " + account)).isEqualTo(1);
        clock.forward(Duration.ofSeconds(25));
        assertThat(one.nodes(account)).as("the other one has stopped").isEqualTo(1);
    }

    @DatabaseTest
    void togetherTheyStayBelowTheLimit(TestDatabase database) {
        UnitOfWork work = database.unit("integrations", "org.archipel.integrations.internal.store");
        String account = "limit.example." + System.nanoTime();
        AccountShares[] shares = {new AccountShares(work, clock), new AccountShares(work, clock)};
        shares[0].nodes(account);
        shares[1].nodes(account);
        clock.forward(Duration.ofSeconds(11));
        AtomicLong nanos = new AtomicLong();
        RateLimit limit = new RateLimit(2, 50, "");
        int atOnce = 0;
        for (AccountShares node : shares) {
            Pacer pacer = new Pacer(limit, nanos::get, () -> node.nodes(account));
            while (pacer.reserve() <= 0) {
                atOnce++;
            }
            assertThat(pacer.reserve()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
        }
        assertThat(atOnce).isEqualTo(40);
    }
}
