package org.archipel.messaging.internal.health;

import java.time.Clock;
import java.time.Duration;
import org.archipel.api.extension.Health;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.HealthIndicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells when jobs are due that no node takes. */
@Component(service = HealthIndicator.class)
public final class JobsIndicator implements HealthIndicator {
    private static final Duration LATE = Duration.ofMinutes(1);

    private final UnitOfWork work;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public JobsIndicator(@Reference(target = "(unit=messaging)") UnitOfWork work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public Health check() {
        long late = work.call(transaction -> Sql.on(transaction)
                        .number(
                                "SELECT COUNT(*) FROM scheduled_tasks WHERE execution_time < ? AND picked = ?",
                                clock.instant().minus(LATE),
                                false))
                .orElse(0);
        return late == 0
                ? Health.healthy()
                : new Health(
                        Health.Status.WARNING,
                        late + " jobs are due for more than " + LATE.toSeconds() + " seconds and do not run.");
    }
}
