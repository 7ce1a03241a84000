package org.archipel.integrations.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how many nodes use an account of a remote system at present, so that together they stay below its limit. A node that sends
 * requests says so in the database every few seconds; one that has said nothing for a while counts no more. For the seconds in which
 * another node begins, both may take more than their shares: refusals are obeyed all the same. Thread-safe.
 */
@Component(service = AccountShares.class)
public class AccountShares {
    private static final Logger LOG = LoggerFactory.getLogger(AccountShares.class);
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration AT_WORK = Duration.ofSeconds(30);

    private final UnitOfWork work;
    private final Clock clock;
    private final String node = Ids.next();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(int nodes, Instant at) {}

    @Activate
    public AccountShares(@Reference(target = "(unit=integrations)") UnitOfWork work) {
        this(work, Clock.systemUTC());
    }

    AccountShares(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** How many nodes use the account, this one among them; asking says that this one does. */
    int nodes(String account) {
        Instant now = clock.instant();
        return known.compute(
                        account,
                        (key, before) ->
                                before != null && before.at().plus(FRESH).isAfter(now)
                                        ? before
                                        : new Known(counted(account, before, now), now))
                .nodes();
    }

    private int counted(String account, Known before, Instant now) {
        try {
            String key = ContentHash.of(account.getBytes(StandardCharsets.UTF_8));
            return work.call(transaction -> count(transaction, key, Timestamps.stored(now)));
        } catch (PlatformException e) {
            LOG.debug("Who else uses an account could not be found out; it is as it was", e);
            return before == null ? 1 : before.nodes();
        }
    }

    private int count(Transaction transaction, String account, Instant now) {
        Sql sql = Sql.on(transaction);
        int updated =
                sql.update("UPDATE account_use SET used_at = ? WHERE account = ? AND node = ?", now, account, node);
        if (updated == 0) {
            sql.insertIfAbsent("INSERT INTO account_use (account, node, used_at) VALUES (?, ?, ?)", account, node, now);
            sql.update(
                    "DELETE FROM account_use WHERE account = ? AND used_at < ?",
                    account,
                    now.minus(Duration.ofHours(1)));
        }
        long nodes = sql.number(
                        "SELECT COUNT(*) FROM account_use WHERE account = ? AND used_at > ?",
                        account,
                        now.minus(AT_WORK))
                .orElse(1);
        return (int) Math.max(1, nodes);
    }
}
