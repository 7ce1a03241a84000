package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Sessions that an extension opens hold it until they are closed. */
class GuardedSessionsTest extends BoundaryFixture {
    @Test
    void aSessionThatComesWhenTheCallerHasGivenUpDoesNotHoldTheIsland() {
        callsMayTake(1);
        Connector connector = guard(Connector.class, new Connector() {
            @Override
            public ConnectorDefinition definition() {
                return null;
            }

            @Override
            public ConnectorSession open(ConnectorContext context) {
                awaitRelease();
                return new ConnectorSession() {};
            }
        });

        assertThatThrownBy(() -> connector.open(null)).hasMessageContaining("did not answer within");
        release.countDown();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                boundary.accounts().of(island.installation()).abandonedThreads())
                        .isZero());

        long start = System.nanoTime();
        calls.close(island.location(), Duration.ofMinutes(2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void sessionsAreGuardedAndHoldTheirIslandUntilTheyAreClosed() {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("n", 1);
        Connector connector = guard(Connector.class, new Connector() {
            @Override
            public ConnectorDefinition definition() {
                return null;
            }

            @Override
            public ConnectorSession open(ConnectorContext context) {
                return new ConnectorSession() {
                    @Override
                    public ReadPage read(ReadRequest request) {
                        return new ReadPage(
                                List.of(SourceRecord.of("1", data)), Optional.empty(), false, Optional.of(1L));
                    }
                };
            }
        });
        ConnectorSession session = connector.open(null);

        ReadPage page = session.read(new ReadRequest("a", Optional.empty(), 10, Optional.empty()));
        assertThat(page.records().get(0).data()).isEqualTo(data).isNotSameAs(data);
        Thread drain = new Thread(() -> calls.close(island.location(), Duration.ofSeconds(20)));
        drain.start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> drain.getState() == Thread.State.TIMED_WAITING);
        assertThat(session.read(new ReadRequest("a", Optional.empty(), 10, Optional.empty())))
                .isEqualTo(page);
        session.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !drain.isAlive());
        assertThatThrownBy(() -> connector.open(null)).hasMessageContaining("being replaced");
    }
}
