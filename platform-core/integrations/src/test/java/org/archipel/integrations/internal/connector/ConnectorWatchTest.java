package org.archipel.integrations.internal.connector;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.integrations.internal.fakes.FakeReference;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.Island;

/** Integrations follow their connectors. */
class ConnectorWatchTest {
    @DatabaseTest
    void whatRanOutOfMemoryIsDoneAgain(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            IntegrationStore store = new IntegrationStore(new FailingOnce(house.work, () -> {}, new AtomicBoolean()));
            var watch = new ConnectorWatch(
                    house.connectors, store, house.log, house.jobs, Duration.ofMillis(10), Duration.ZERO);
            try {
                house.connectors.removeConnector(house.remote, house.reference);
                awaitStatus(house, integration, IntegrationStatus.ERROR);

                house.connectors.addConnector(house.remote, house.reference);
                awaitStatus(house, integration, IntegrationStatus.ACTIVE);
            } finally {
                watch.stop();
            }
        }
    }

    @DatabaseTest
    void aConnectorThatComesAndGoesAllTheTimeHoldsNoOtherUp(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            var watch = new ConnectorWatch(house.connectors, house.store, house.log, house.jobs);
            try {
                house.connectors.removeConnector(house.remote, house.reference);
                // For the integration it is never there.
                FakeReference restless = new FakeReference(Map.of(Island.ORGANIZATION, "another"));
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    house.connectors.addConnector(house.remote, restless);
                    house.connectors.removeConnector(house.remote, restless);
                    return status(house, integration) == IntegrationStatus.ERROR;
                });
            } finally {
                watch.stop();
            }
        }
    }

    @DatabaseTest
    void aChangeDuringAFailureIsFollowedSoon(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            Runnable change = () -> house.connectors.removeConnector(house.remote, house.reference);
            IntegrationStore store = new IntegrationStore(new FailingOnce(house.work, change, new AtomicBoolean()));
            var watch = new ConnectorWatch(
                    house.connectors, store, house.log, house.jobs, Duration.ofDays(1), Duration.ZERO);
            try {
                house.connectors.addConnector(house.remote, house.reference);

                awaitStatus(house, integration, IntegrationStatus.ERROR);
            } finally {
                watch.stop();
            }
        }
    }

    private static void awaitStatus(House house, Integration integration, IntegrationStatus status) {
        await().atMost(Duration.ofMinutes(1)).until(() -> status(house, integration) == status);
    }

    private static IntegrationStatus status(House house, Integration integration) {
        return house.store.get(house.organization, integration.id()).status();
    }

    /** The first transaction of all has no memory, after the other happened. */
    private record FailingOnce(UnitOfWork unit, Runnable meanwhile, AtomicBoolean failed) implements UnitOfWork {
        @Override
        public <T> T call(Work<T> work) {
            if (!failed.getAndSet(true)) {
                meanwhile.run();
                throw new OutOfMemoryError("for a moment");
            }
            return unit.call(work);
        }

        @Override
        public Dialect dialect() {
            return unit.dialect();
        }
    }
}
