package org.archipel.connector.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
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
import org.junit.jupiter.params.provider.ValueSource;

class WritingTest {
    private PlacesProvider provider;
    private PlacesIntegration integration;

    @BeforeEach
    void start() throws IOException {
        provider = PlacesProvider.start(PlacesOptions.defaults().withLimit(10));
        integration = PlacesIntegration.with(provider.uri(), "page", AccessRule.NONE);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void recordsAreCreatedUpdatedAndDeletedWithAResultEach() {
        List<WriteResult> results = write(
                record(Optional.empty(), "{'name':'Ys'}", false),
                record(Optional.of("3"), "{'name':'Atlantis'}", false),
                record(Optional.of("4"), "{}", true),
                record(Optional.of("999"), "{}", true),
                record(Optional.of("999"), "{'name':'Nowhere'}", false));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED, Outcome.FAILED);
        assertThat(results.get(0).externalId()).isPresent();
        assertThat(results.get(4).reason()).contains("404");
        assertThat(get("/page/places/3").path("name").asText()).isEqualTo("Atlantis");
        assertThat(get("/page/places/" + results.get(0).externalId().orElseThrow())
                        .path("name")
                        .asText())
                .isEqualTo("Ys");
        assertThat(provider.size()).isEqualTo(10);
    }

    @Test
    void onceTheCredentialsAreRefusedTheRestIsNotTried() {
        provider.faults().on(Fault.EXPIRED_TOKEN);
        List<WriteResult> results =
                write(record(Optional.empty(), "{'name':'a'}", false), record(Optional.empty(), "{'name':'b'}", false));
        assertNotSent(results, ErrorCode.AUTHENTICATION_FAILED);
        assertThat(results).noneMatch(WriteResult::retryable);
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void whatTheRateLimitRefusesWasNotSent() {
        provider.faults().on(Fault.RATE_LIMIT);
        List<WriteResult> results =
                write(record(Optional.empty(), "{'name':'a'}", false), record(Optional.empty(), "{'name':'b'}", false));
        assertNotSent(results, ErrorCode.RATE_LIMIT_EXCEEDED);
        assertThat(results).allMatch(WriteResult::retryable);
    }

    private static void assertNotSent(List<WriteResult> results, ErrorCode code) {
        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(result.code()).contains(code);
        });
    }

    @Test
    void aCreationWithoutAnAnswerMayHaveComeAbout() {
        provider.faults().once(Fault.DROP);
        List<WriteResult> results =
                write(record(Optional.empty(), "{'name':'a'}", false), record(Optional.empty(), "{'name':'b'}", false));
        assertThat(results).extracting(WriteResult::outcome).containsExactly(Outcome.FAILED, Outcome.NOT_SENT);
        assertThat(results).allMatch(WriteResult::retryable);
    }

    @Test
    void anEntityWithoutTemplatesSaysSo() {
        ObjectNode config = PlacesIntegration.config("page");
        ((ObjectNode) config.at("/entities/0")).remove("write");
        integration = PlacesIntegration.with(provider.uri(), config);
        assertThat(write(record(Optional.empty(), "{'name':'a'}", false)))
                .singleElement()
                .satisfies(result -> assertThat(result.reason()).contains("no request for new records"));
    }

    @Test
    void theRequestActionAnswersWithStatusAndBody() {
        JsonNode result = integration.open().execute("request", (ObjectNode)
                PlacesIntegration.json("{'method':'POST','path':'/page/places','body':{'name':'Lyonesse'}}"));
        assertThat(result.path("status").asInt()).isEqualTo(201);
        assertThat(result.at("/body/name").asText()).isEqualTo("Lyonesse");
        assertThatThrownBy(() -> get("/page/nothing")).isInstanceOf(RemoteException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere/", "//elsewhere/x", "/a/../../b", "/%2e%2e/b", "/a\\..\\b"})
    void theRequestActionStaysBelowTheEndpoint(String path) {
        assertThatThrownBy(() -> get(path)).isInstanceOf(ValidationException.class);
    }

    private JsonNode get(String path) {
        return integration
                .open()
                .execute("request", ((ObjectNode) PlacesIntegration.json("{}")).put("path", path))
                .path("body");
    }

    private List<WriteResult> write(WriteRecord... records) {
        return integration.open().write("place", List.of(records));
    }

    private static WriteRecord record(Optional<String> id, String data, boolean delete) {
        return new WriteRecord(id, (ObjectNode) PlacesIntegration.json(data), delete, "change-1");
    }
}
