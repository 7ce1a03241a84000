package org.archipel.connector.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final int PLACES = 250;
    private static final Optional<Instant> ALWAYS = Optional.empty();

    private PlacesProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = PlacesProvider.start(PlacesOptions.defaults().withLimit(PLACES));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    static Stream<Arguments> paginationAndAccess() {
        return Stream.of("page", "offset", "cursor", "link", "all")
                .flatMap(style -> Arrays.stream(AccessRule.values()).map(access -> Arguments.of(style, access)));
    }

    @ParameterizedTest
    @MethodSource("paginationAndAccess")
    void everyPlaceIsReadOnceByEveryStyleOfPaginationAndAuthentication(String style, AccessRule access) {
        provider.access(access);
        List<SourceRecord> places =
                PlacesIntegration.with(provider.uri(), style, access).readAll(ALWAYS, 100);
        assertThat(places)
                .extracting(SourceRecord::externalId)
                .doesNotHaveDuplicates()
                .hasSize(PLACES);
        assertThat(places).allSatisfy(place -> {
            assertThat(place.data().path("country").asText()).hasSize(2);
            assertThat(place.modifiedAt()).isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "offset", "cursor", "link", "all"})
    void aPageHasNeverMoreRecordsThanAskedFor(String style) {
        PlacesIntegration integration = integration(style);
        ReadPage page = integration.page(Optional.empty(), ALWAYS, 30);
        assertThat(page.records()).hasSize(30);
        assertThat(page.hasMore()).isTrue();
    }

    @Test
    void anAnswerWithAllRecordsIsAskedForOnceInASession() {
        PlacesIntegration integration = integration("all");
        try (ConnectorSession session = integration.open()) {
            Optional<JsonNode> cursor = Optional.empty();
            int records = 0;
            do {
                ReadPage page = session.read(new ReadRequest("place", cursor, 40, ALWAYS));
                records += page.records().size();
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            assertThat(records).isEqualTo(PLACES);
        }
        assertThat(integration.requests()).isEqualTo(1);
    }

    @Test
    void aTotalIsToldWhereTheAnswerHasOne() {
        assertThat(integration("page").page(Optional.empty(), ALWAYS, 10).total())
                .contains((long) PLACES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "offset", "cursor", "link", "all"})
    void anIncrementalReadGivesChangesAndDeletionsOnly(String style) {
        Instant before = Instant.now();
        List<Long> changed = provider.change(7);
        List<Long> deleted = provider.delete(3);
        List<SourceRecord> records = integration(style).readAll(Optional.of(before.minusSeconds(1)), 4);
        assertThat(records)
                .filteredOn(SourceRecord::deleted)
                .extracting(place -> Long.valueOf(place.externalId()))
                .containsExactlyInAnyOrderElementsOf(deleted);
        assertThat(records)
                .filteredOn(place -> !place.deleted())
                .extracting(place -> Long.valueOf(place.externalId()))
                .containsExactlyInAnyOrderElementsOf(
                        changed.stream().filter(id -> !deleted.contains(id)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPOCH_SECONDS", "EPOCH_MILLIS"})
    void theTimeGoesOutInTheConfiguredFormat(String format) {
        Instant before = Instant.now();
        provider.change(5);
        ObjectNode config = PlacesIntegration.config("page");
        entity(config)
                .set(
                        "modifiedSince",
                        PlacesIntegration.json("{'name':'X-Modified-Since','in':'HEADER','format':'" + format + "'}"));
        assertThat(PlacesIntegration.with(provider.uri(), config).readAll(Optional.of(before.minusSeconds(1)), 100))
                .hasSize(5);
    }

    @Test
    void whereTheProviderCannotFilterByTimeTheConnectorDoes() {
        Instant before = Instant.now();
        provider.change(5);
        ObjectNode config = PlacesIntegration.config("offset");
        entity(config).remove("modifiedSince");
        PlacesIntegration own = PlacesIntegration.with(provider.uri(), config);
        assertThat(own.readAll(Optional.of(before.minusSeconds(1)), 100)).hasSize(5);
        try (ConnectorSession session = own.open()) {
            ReadPage page = session.read(new ReadRequest(
                    "place", Optional.empty(), 100, Optional.of(Instant.now().plusSeconds(60))));
            assertThat(page.records()).isEmpty();
            assertThat(page.unchanged())
                    .hasValueSatisfying(ids -> assertThat(ids).isNotEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "offset", "cursor", "link"})
    void endlessPagesAreNoticed(String style) {
        provider.faults().on(Fault.ENDLESS_PAGES);
        assertThatThrownBy(() -> integration(style).readAll(ALWAYS, 50))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("again and again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cursor", "link"})
    void aCursorThatNeverAdvancesIsNoticed(String style) {
        provider.faults().on(Fault.STUCK_CURSOR);
        assertFailure(style, Fault.STUCK_CURSOR, ErrorCode.INTEGRATION_ERROR, false);
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        provider.faults().on(Fault.FOREIGN_LINK);
        assertThatThrownBy(() -> integration("link").readAll(ALWAYS, 50))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("another host");
    }

    @Test
    void theKeyDoesNotGetIntoCursors() {
        provider.access(AccessRule.API_KEY_QUERY);
        PlacesIntegration integration = PlacesIntegration.with(provider.uri(), "link", AccessRule.API_KEY_QUERY);
        ReadPage page = integration.page(Optional.empty(), ALWAYS, 50);
        assertThat(page.nextCursor().orElseThrow().toString()).doesNotContain(AccessRule.KEY);
    }

    static Stream<Arguments> paginationAndFault() {
        return Stream.of("page", "offset", "cursor", "link", "all")
                .flatMap(style -> Stream.of(
                        Arguments.of(style, Fault.DROP, ErrorCode.CONNECTION_FAILED, true),
                        Arguments.of(style, Fault.RATE_LIMIT, ErrorCode.RATE_LIMIT_EXCEEDED, true),
                        Arguments.of(style, Fault.SERVER_ERROR, ErrorCode.INTEGRATION_ERROR, true),
                        Arguments.of(style, Fault.EXPIRED_TOKEN, ErrorCode.AUTHENTICATION_FAILED, false),
                        Arguments.of(style, Fault.GARBAGE, ErrorCode.INTEGRATION_ERROR, false),
                        Arguments.of(style, Fault.HTML, ErrorCode.INTEGRATION_ERROR, false),
                        Arguments.of(style, Fault.DEEP_JSON, ErrorCode.INTEGRATION_ERROR, false)));
    }

    @ParameterizedTest
    @MethodSource("paginationAndFault")
    void faultsOfTheProviderHaveACodeAndPass(String style, Fault fault, ErrorCode code, boolean retryable) {
        provider.faults().once(fault);
        assertFailure(style, fault, code, retryable);
        assertThat(integration(style).readAll(ALWAYS, 100)).as("the next read").hasSize(PLACES);
    }

    private void assertFailure(String style, Fault fault, ErrorCode code, boolean retryable) {
        assertThatThrownBy(() -> integration(style).readAll(ALWAYS, 100))
                .as(fault.name())
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.retryable()).isEqualTo(retryable);
                    if (fault == Fault.RATE_LIMIT) {
                        assertThat(e.retryAfter())
                                .hasValueSatisfying(
                                        wait -> assertThat(wait.toSeconds()).isEqualTo(1));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "offset", "link"})
    void recordsThatAreNoArrayAreNamedAsTheProblem(String style) {
        provider.faults().on(Fault.NO_ARRAY);
        assertThatThrownBy(() -> integration(style).readAll(ALWAYS, 100))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("expected an array of records at $")
                .hasMessageContaining("object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MISSING_ID", "WRONG_TYPE"})
    void aRecordWithoutAnIdIsGivenWithoutOneAndTheOthersAsEver(Fault fault) {
        provider.faults().once(fault);
        List<SourceRecord> places = integration("page").readAll(ALWAYS, 100);
        assertThat(places).hasSize(PLACES);
        assertThat(places)
                .filteredOn(place -> place.externalId().isEmpty())
                .singleElement()
                .satisfies(place -> assertThat(place.data()).isNotEmpty());
    }

    @Test
    void anAnswerOverTheLimitIsRefused() {
        provider.faults().on(Fault.HUGE_RECORD);
        ObjectNode config = PlacesIntegration.config("page").put("maxResponseBytes", 1024 * 1024);
        assertThatThrownBy(() -> PlacesIntegration.with(provider.uri(), config).readAll(ALWAYS, 100))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("more than the 1048576 allowed");
    }

    @Test
    void aForeignCursorIsRefused() {
        Optional<JsonNode> cursor = Optional.of(PlacesIntegration.json("{'page':3}"));
        assertThatThrownBy(() -> integration("page").page(cursor, ALWAYS, 10)).isInstanceOf(ValidationException.class);
    }

    private PlacesIntegration integration(String style) {
        return PlacesIntegration.with(provider.uri(), style, AccessRule.NONE);
    }

    private static ObjectNode entity(ObjectNode config) {
        return (ObjectNode) config.at("/entities/0");
    }
}
