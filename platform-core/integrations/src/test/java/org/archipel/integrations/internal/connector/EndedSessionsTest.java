package org.archipel.integrations.internal.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.log.LogEntry;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.Logger;

/** What a connector keeps of a session serves it no more when the session is over. */
class EndedSessionsTest {
    private final List<ConnectorContext> kept = new ArrayList<>();
    private House house;
    private Integration integration;

    @BeforeEach
    void setUp(TestDatabase database) {
        house = new House(database);
        integration = house.active();
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void aClosedSessionLeavesNothingToUse() {
        OpenSession session = open(context -> new ConnectorSession() {});
        ConnectorContext context = kept.get(0);
        HttpClient client = context.http();
        Logger logger = context.logger();
        assertThat(context.credential("token")).hasValue("s3cr3t-t0ken");
        logger.info("during the session");

        session.close();

        assertThatThrownBy(() -> context.credential("token")).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(context::http).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> client.send(HttpRequest.get(URI.create("http://127.0.0.1:9/"))))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("is over");
        logger.info("after the session");
        assertThat(house.log.list(house.organization, integration.id(), Optional.empty(), "", 10))
                .extracting(LogEntry::message)
                .contains("during the session")
                .doesNotContain("after the session");
    }

    @DatabaseTest
    void aSessionThatFailsToCloseIsOverToo() {
        OpenSession session = open(context -> new ConnectorSession() {
            @Override
            public void close() {
                throw new IllegalStateException("does not want to");
            }
        });

        assertThatThrownBy(session::close).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get(0).credential("token")).isInstanceOf(PermissionDeniedException.class);
    }

    @DatabaseTest
    void whatWasGivenForASessionThatDidNotOpenIsTakenBack() {
        assertThatThrownBy(() -> open(context -> null)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> open(context -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(PlatformException.class);

        assertThat(kept)
                .hasSize(2)
                .allSatisfy(context -> assertThatThrownBy(() -> context.credential("token"))
                        .isInstanceOf(PermissionDeniedException.class));
    }

    private OpenSession open(Function<ConnectorContext, ConnectorSession> sessions) {
        ConnectorDefinition definition = house.remote.definition();
        Connector connector = new Connector() {
            @Override
            public ConnectorDefinition definition() {
                return definition;
            }

            @Override
            public HttpAuthentication authentication(ObjectNode config) {
                return new HttpAuthentication.Bearer("token");
            }

            @Override
            public ConnectorSession open(ConnectorContext context) {
                kept.add(context);
                return sessions.apply(context);
            }
        };
        return house.sessions.open(
                integration, new RegisteredConnector(connector, definition, Optional.empty(), "test", List::of));
    }
}
