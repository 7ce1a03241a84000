package org.archipel.connector.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.connectors.emulators.CrmProvider;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Creations whose answer was lost, at a provider that takes no notice of idempotency keys. */
class LookupTest {
    private static final String CONFIG =
            "{'authentication':{'style':'NONE'},'entities':[{'name':'contact','path':'/contacts',"
                    + "'records':'$.items','idField':'id','pagination':{'style':'CURSOR','parameter':'cursor','next':'$.next'},"
                    + "'write':{'create':{'method':'POST','path':'/contacts','body':{'{...record}':true,'external_ref':'{key}'},"
                    + "'lookup':{'path':'/contacts','query':{'external_ref':'{key}'},'id':'$.items[0].id'}}}}]}";

    private CrmProvider provider;
    private ConnectorSession session;

    @BeforeEach
    void start() throws IOException {
        provider = CrmProvider.start();
        provider.honoursKeys(false);
        session = PlacesIntegration.with(provider.uri(), (ObjectNode) PlacesIntegration.json(CONFIG))
                .open();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aCreationWhoseAnswerWasLostIsFoundByItsKey() {
        WriteRecord record = new WriteRecord(
                Optional.empty(), (ObjectNode) PlacesIntegration.json("{'name':'Ann'}"), false, "key-1");
        assertThat(session.locate("contact", List.of(record))).containsExactly(Optional.empty());
        provider.faults().once(Fault.DROP);
        assertThat(session.write("contact", List.of(record)))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isEqualTo(WriteResult.Outcome.FAILED));
        assertThat(session.locate("contact", List.of(record))).containsExactly(Optional.of("c1"));
        assertThat(provider.creations()).isEqualTo(1);
        assertThat(provider.contacts().get("c1").path("external_ref").asText()).isEqualTo("key-1");
    }
}
