package org.archipel.connector.file.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.FileProvider;
import org.archipel.connectors.testing.Documentation;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTest {
    private static final String PEOPLE =
            "{'entities':[{'name':'person','format':'CSV','path':'/people.csv','idField':'id',"
                    + "'modifiedAt':{'field':'changed','format':'DATE'},'write':{'path':'/out/{batch}.csv'}},"
                    + "{'name':'event','format':'JSON_LINES','path':'/events.jsonl','idField':'id'}]}";

    private final FileProvider provider = new FileProvider();
    private final TestIntegration integration = integration(PEOPLE);

    private TestIntegration integration(String config) {
        return new TestIntegration(new FileConnector(), provider.uri(), Documents.object(config), Map.of());
    }

    @BeforeEach
    void files() {
        provider.put(
                "/people.csv",
                "\uFEFFid,name,changed\r\n"
                        + IntStream.rangeClosed(1, 100)
                                .mapToObj(i -> i + ",\"Person, \"\"" + i + "\"\"\",2026-01-0" + (i % 9 + 1) + "\r\n")
                                .collect(Collectors.joining()));
        provider.put(
                "/events.jsonl",
                "{\"id\":9007199254740993,\"v\":1.10}\n\n{\"id\":2}\r\n{\"id\":3,\"id\":4}\nnonsense\n[1]\n");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void everyLineOfACsvFileIsARecord() {
        List<SourceRecord> people = integration.readAll("person", Optional.empty(), 30);
        assertThat(people).hasSize(100).extracting(SourceRecord::externalId).doesNotHaveDuplicates();
        assertThat(people.get(4).data().path("name").asText()).isEqualTo("Person, \"5\"");
        assertThat(integration.readAll("person", Optional.of(Instant.parse("2026-01-09T00:00:00Z")), 30))
                .hasSize(11);
        assertThat(integration
                        .page("person", Optional.empty(), Optional.of(Instant.parse("2026-01-09T00:00:00Z")), 100)
                        .unchanged())
                .hasValueSatisfying(ids -> assertThat(ids).hasSize(89).doesNotHaveDuplicates());
    }

    @Test
    void aFileIsFetchedOnceInASessionAndAChangedOneFromItsBeginning() {
        try (ConnectorSession session = integration.open()) {
            var first = session.read(new ReadRequest("person", Optional.empty(), 60, Optional.empty()));
            session.read(new ReadRequest("person", first.nextCursor(), 60, Optional.empty()));
            assertThat(integration.requests()).isEqualTo(1);
            provider.put("/people.csv", "id,name,changed\n1,Only,2026-01-01\n");
            var again = integration.page("person", first.nextCursor(), Optional.empty(), 60);
            assertThat(again.records()).hasSize(1);
            assertThat(again.hasMore()).isFalse();
        }
    }

    @Test
    void linesThatAreNoRecordsHaveNoId() {
        List<SourceRecord> events = integration.readAll("event", Optional.empty(), 10);
        assertThat(events).extracting(SourceRecord::externalId).containsExactly("9007199254740993", "2", "", "", "");
        assertThat(events.get(0).data().toString()).contains("1.1");
        provider.put("/people.csv", "id,name,changed\n1,a,b\n2,c\n3,d,e,f\n");
        assertThat(integration.readAll("person", Optional.empty(), 10))
                .extracting(person ->
                        person.externalId() + person.data().path("problem").asText())
                .containsExactly(
                        "1",
                        "the line has 2 values, and there are 3 columns",
                        "the line has 4 values, and there are 3 columns");
    }

    @Test
    void otherDialectsAndInlineTextsAreRead() {
        TestIntegration inline = integration(
                "{'entities':[{'name':'x','format':'CSV','text':'7;Ann;-\\n8;Bob;y\\n','idField':'no','delimiter':';','columns':['no','name','flag'],'nullText':'-'}]}");
        List<SourceRecord> records = inline.readAll("x", Optional.empty(), 1);
        assertThat(records).extracting(SourceRecord::externalId).containsExactly("7", "8");
        assertThat(records.get(0).data().path("flag").isNull()).isTrue();
        assertThat(inline.requests()).isZero();
        assertThat(inline.execute("parse", "{'format':'CSV','text':'a,b\\n1,2'}")
                        .at("/records/0/b")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void aBatchIsWrittenAsAFileThatReplacesItself() {
        for (int i = 0; i < 2; i++) {
            assertThat(integration.write(
                            "person",
                            create("{'name':'An\\nn','tags':['a']}"),
                            update("7", "{'name':'Bob'}"),
                            delete("8")))
                    .extracting(WriteResult::outcome)
                    .containsExactly(
                            WriteResult.Outcome.CREATED, WriteResult.Outcome.UPDATED, WriteResult.Outcome.DELETED);
        }
        assertThat(provider.files()).hasSize(3);
        String written = provider.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith("/out/"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(written)
                .startsWith("id,name,tags,deleted\r\n")
                .contains("\"An\nn\"")
                .contains("\r\n8,,,true\r\n");
        assertThat(integration.write("event", delete("1")).get(0).reason()).contains("not written");
    }

    /** Lines about one record have one id: a later change or deletion would else be about a record that nobody knows. */
    @Test
    void aNewRecordThatHasAnIdKeepsIt() {
        WriteResult made =
                integration.write("person", create("{'id':'p-7','name':'Eva'}")).get(0);
        assertThat(made.externalId()).contains("p-7");
        integration.write("person", delete(made.externalId().orElseThrow()));
        assertThat(provider.files().values())
                .anyMatch(file -> file.contains("p-7,Eva"))
                .anyMatch(file -> file.contains("p-7,true"));
    }

    @ParameterizedTest
    @CsvSource({
        "DROP,CONNECTION_FAILED,true",
        "RATE_LIMIT,RATE_LIMIT_EXCEEDED,true",
        "SERVER_ERROR,INTEGRATION_ERROR,true",
        "EXPIRED_TOKEN,AUTHENTICATION_FAILED,false",
        "HTML,INTEGRATION_ERROR,false",
        "FOREIGN_REDIRECT,INTEGRATION_ERROR,false"
    })
    void faultsOfTheServerHaveACodeAndPass(Fault fault, ErrorCode code, boolean retryable) {
        provider.faults().once(fault);
        assertThatThrownBy(() -> integration.readAll("person", Optional.empty(), 50))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.retryable()).isEqualTo(retryable);
                });
        assertThat(integration.readAll("person", Optional.empty(), 50)).hasSize(100);
    }

    @Test
    void whatIsNoTextInItsCharacterSetIsRefused() {
        TestIntegration latin = integration(
                "{'entities':[{'name':'x','format':'CSV','path':'/x.csv','idField':'id','charset':'ISO-8859-1'},{'name':'y','format':'JSON_LINES','path':'/bad','idField':'id'}]}");
        provider.put("/x.csv", "id,n\n1,a\n");
        assertThat(latin.readAll("x", Optional.empty(), 5)).hasSize(1);
        assertThatThrownBy(() -> new RecordParser(FileFormat.of(Documents.json("{'format':'CSV'}")))
                        .text(new byte[] {'a', (byte) 0xC3, 0x28}))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("UTF-8");
        provider.put("/people.csv", "id,name\n1,\"never closed\n");
        assertThatThrownBy(() -> integration.readAll("person", Optional.empty(), 5))
                .hasMessageContaining("no CSV");
    }

    @Test
    void theTestAndDiscoveryLookIntoTheFile() {
        try (ConnectorSession session = integration.open()) {
            assertThat(session.test().successful()).isTrue();
            assertThat(session.discover().entities().get(0).fields())
                    .extracting(DataModel.Field::path)
                    .containsExactly("id", "name", "changed");
        }
    }

    @Test
    void theDocumentationShowsConfigurations() {
        Documentation.assertConfigurations(
                "file.md", integration.connector().definition().configSchema());
    }
}
