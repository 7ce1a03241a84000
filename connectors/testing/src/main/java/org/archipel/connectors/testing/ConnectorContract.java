package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.Operation;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.connectors.emulators.EmulatedProvider;
import org.archipel.connectors.emulators.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every connector has to stand: what it says of itself is complete, it reads every record once, and each fault of its provider has
 * a code, a reason that tells no secret, and passes.
 *
 * @param <P> the emulator of its provider
 */
public abstract class ConnectorContract<P extends EmulatedProvider> {
    private static final int MADE = 30;

    /** Headers in which providers prove their webhooks. */
    private static final List<String> PROOFS = List.of(
            "Plaid-Verification",
            "x-xero-signature",
            "X-HubSpot-Signature-v3",
            "X-HubSpot-Request-Timestamp",
            "X-Slack-Signature",
            "X-Slack-Request-Timestamp",
            "X-WC-Webhook-Signature",
            "x-zm-signature",
            "x-zm-request-timestamp",
            "X-BambooHR-Signature",
            "X-BambooHR-Timestamp",
            "X-Goog-Channel-Token",
            "X-Webhook-Secret");

    protected P provider;
    protected TestIntegration integration;

    /** Starts the emulator with as many records as {@link #records} says. */
    protected abstract P start();

    /** An integration with good credentials. */
    protected abstract TestIntegration connect(P emulator);

    /** The entity that is read. */
    protected abstract String entity();

    /** How many records of it there are; more than one page. */
    protected abstract int records();

    /** Texts that no message may hold. */
    protected abstract List<String> secrets();

    /** What an expired token ends in, where the client has no refresh token. */
    protected ErrorCode expired() {
        return ErrorCode.AUTHENTICATION_FAILED;
    }

    /** Operations with parameters that the emulator has an answer to, each {@code name|parameters} with single quotes. */
    protected List<String> operations() {
        return List.of();
    }

    /** The entity of {@link #draft}. */
    protected String written() {
        return entity();
    }

    /** A new record with single quotes, another one for each number; empty if none is written. */
    protected String draft(int number) {
        return "";
    }

    /** Which requests a steady fault hits; a page must be readable between two of them. */
    protected int faultEvery() {
        return 3;
    }

    @BeforeEach
    void startProvider() {
        provider = start();
        integration = connect(provider);
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    private ConnectorDefinition definition() {
        return integration.connector().definition();
    }

    @Test
    void whatItSaysOfItselfIsComplete() {
        ConnectorDefinition definition = definition();
        assertThat(definition.id()).matches("[a-z0-9-]+");
        assertThat(definition.name()).isNotBlank();
        assertThat(definition.description()).isNotBlank();
        assertThat(definition.icon()).startsWith("<svg");
        assertThat(definition.operations()).extracting(Operation::name).doesNotHaveDuplicates();
        assertThat(definition.operations()).allSatisfy(operation -> {
            assertThat(operation.description()).as(operation.name()).isNotBlank();
            assertSchema(operation.parameters());
        });
        assertThat(definition.dataModel().entities()).allSatisfy(known -> {
            assertThat(known.fields()).as(known.name()).isNotEmpty();
            assertThat(known.fields()).anyMatch(field -> field.path().equals(known.idField()));
        });
        assertSchema(definition.configSchema());
        assertSchema(definition.credentialsSchema());
    }

    @Test
    void noCredentialIsShownNorHasLineBreaks() {
        JsonNode properties = definition().credentialsSchema().path("properties");
        assertThat(properties)
                .allSatisfy(
                        field -> assertThat(field.path("writeOnly").asBoolean()).isTrue());
        properties.fieldNames().forEachRemaining(name -> {
            ObjectNode credentials = JsonNodeFactory.instance.objectNode().put(name, "a\r\nX-Injected: b");
            assertThat(errors(definition().credentialsSchema(), credentials))
                    .as(name)
                    .anyMatch(error -> error.contains(name));
        });
    }

    @Test
    void aGoodConnectionPassesAtEveryStep() {
        ConnectionTest test = test();
        assertThat(test.findings()).noneMatch(finding -> finding.outcome() == Outcome.FAILED);
        assertThat(test.findings())
                .extracting(Finding::aspect)
                .contains(Aspect.AUTHENTICATION, Aspect.PERMISSION, Aspect.API_VERSION, Aspect.RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED_TOKEN,AUTHENTICATION",
        "RATE_LIMIT,RATE_LIMIT",
        "SERVER_ERROR,RESPONSE",
        "HTML,RESPONSE",
        "GARBAGE,RESPONSE",
        "DROP,TCP"
    })
    void theDiagnosisNamesTheCause(Fault fault, Aspect aspect) {
        provider.faults().on(fault);
        Finding cause = test().findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(cause.aspect()).as(cause.detail()).isEqualTo(aspect);
        assertThat(cause.suggestion()).isNotBlank();
        assertNoSecret(cause.detail());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 7})
    void everyRecordIsReadOnce(int limit) {
        assertThat(read(limit))
                .extracting(SourceRecord::externalId)
                .doesNotHaveDuplicates()
                .hasSize(records())
                .noneMatch(String::isEmpty);
    }

    @ParameterizedTest
    @CsvSource({
        "DROP,CONNECTION_FAILED,true",
        "RATE_LIMIT,RATE_LIMIT_EXCEEDED,true",
        "SERVER_ERROR,INTEGRATION_ERROR,true",
        "GARBAGE,INTEGRATION_ERROR,false",
        "HTML,INTEGRATION_ERROR,false",
        "ERROR_BODY,INTEGRATION_ERROR,false",
        "FOREIGN_REDIRECT,INTEGRATION_ERROR,false",
        "DUPLICATE_KEY,INTEGRATION_ERROR,false",
        "INVALID_UTF8,INTEGRATION_ERROR,false"
    })
    void faultsOfTheProviderHaveACodeAndPass(Fault fault, ErrorCode code, boolean retryable) {
        provider.faults().once(fault);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.retryable()).as(e.getMessage()).isEqualTo(retryable);
            assertThat(e.getMessage()).hasSizeBetween(5, 500);
            assertNoSecret(e.getMessage());
        });
        assertThat(read(1000)).as("the next read").hasSize(records());
    }

    @Test
    void anExpiredTokenIsToldApart() {
        provider.faults().on(Fault.EXPIRED_TOKEN);
        assertThatThrownBy(() -> read(1000)).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(expired());
            assertThat(e.retryable()).isFalse();
            assertNoSecret(e.getMessage());
        });
    }

    @Test
    void aSlowProviderIsWaitedFor() {
        provider.faults().once(Fault.SLOW);
        assertThat(read(1000)).hasSize(records());
    }

    @Test
    void numbersPastTheReachOfDoublesKeepTheirDigits() {
        provider.faults().on(Fault.BIG_NUMBER);
        assertThat(read(1000))
                .hasSize(records())
                .allSatisfy(item ->
                        assertThat(item.data().path("big_number").asText()).isEqualTo("9007199254740993"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP", "RATE_LIMIT", "SERVER_ERROR"})
    void pagesThatFailNowAndThenAreReadBySteadyTrying(Fault fault) {
        provider.faults().every(fault, faultEvery());
        Optional<JsonNode> cursor = Optional.empty();
        int records = 0;
        int tries = 0;
        boolean more = true;
        while (more && tries++ < 500) {
            try {
                var page = integration.page(entity(), cursor, Optional.empty(), 1000);
                records += page.records().size();
                cursor = page.nextCursor();
                more = page.hasMore();
            } catch (PlatformException e) {
                assertThat(e.retryable()).isTrue();
            }
        }
        assertThat(records).isEqualTo(records());
    }

    /** All at once, each at its own pace: whatever hits which page, every record is read once and nothing else goes wrong. */
    @Test
    void faultsOfEveryKindTogetherLoseNoRecord() {
        int scale = (faultEvery() + 2) / 3;
        Map<Fault, Integer> paces = Map.of(
                Fault.DROP, 5,
                Fault.RATE_LIMIT, 7,
                Fault.SERVER_ERROR, 9,
                Fault.GARBAGE, 11,
                Fault.HTML, 13,
                Fault.ERROR_BODY, 17,
                Fault.FOREIGN_REDIRECT, 19,
                Fault.DUPLICATE_KEY, 23,
                Fault.INVALID_UTF8, 29,
                Fault.BIG_NUMBER, 2);
        paces.forEach((fault, pace) -> provider.faults().every(fault, pace * scale));
        Set<Class<?>> failures = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Optional<JsonNode> cursor = Optional.empty();
            List<String> ids = new ArrayList<>();
            boolean more = true;
            int tries = 0;
            while (more && tries++ < 500) {
                try {
                    var page = integration.page(entity(), cursor, Optional.empty(), 13);
                    page.records().forEach(item -> ids.add(item.externalId()));
                    cursor = page.nextCursor();
                    more = page.hasMore();
                } catch (PlatformException e) {
                    assertNoSecret(e.getMessage());
                    failures.add(e.getClass());
                }
            }
            assertThat(ids).hasSize(records()).doesNotHaveDuplicates().noneMatch(String::isEmpty);
        }
        assertThat(failures).as("faults hit").isNotEmpty();
    }

    /** As the platform writes: what may have come about is looked for, and sent again only where that makes no second record. */
    @Test
    void faultsOfEveryKindTogetherMakeNoRecordTwice() {
        if (draft(1).isEmpty()) {
            return;
        }
        int before = integration.readAll(written(), Optional.empty(), 1000).size();
        Map.of(
                        Fault.DROP,
                        3,
                        Fault.RATE_LIMIT,
                        7,
                        Fault.SERVER_ERROR,
                        5,
                        Fault.GARBAGE,
                        11,
                        Fault.HTML,
                        13,
                        Fault.ERROR_BODY,
                        17)
                .forEach((fault, pace) -> provider.faults().every(fault, pace));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < MADE; i++) {
            attempts.add(new Attempt(TestIntegration.create(draft(i))));
        }
        for (int round = 0; round < 20; round++) {
            if (round == 15) {
                // Some need many requests to find what they made.
                provider.faults().clear();
            }
            attempts.stream().filter(attempt -> !attempt.over).forEach(this::tryOnce);
        }
        assertThat(attempts).allMatch(attempt -> attempt.over);
        int made = (int) attempts.stream().filter(attempt -> attempt.made).count();
        assertThat(integration.readAll(written(), Optional.empty(), 1000).size() - before)
                .isBetween(made, MADE);
    }

    /** A creation as the platform sees it through. */
    private static final class Attempt {
        private final WriteRecord record;
        /** It was sent, and what became of it is not known. */
        private boolean open;

        private boolean made;
        private boolean over;

        Attempt(WriteRecord record) {
            this.record = record;
        }
    }

    private void tryOnce(Attempt attempt) {
        try (var session = integration.open()) {
            if (attempt.open) {
                attempt.made = session.locate(written(), List.of(attempt.record))
                        .get(0)
                        .isPresent();
                attempt.over = attempt.made || !session.mayRepeat(written(), attempt.record);
                if (attempt.over) {
                    return;
                }
            }
            attempt.open = true;
            WriteResult result =
                    session.write(written(), List.of(attempt.record)).get(0);
            attempt.made = result.outcome() == WriteResult.Outcome.CREATED;
            attempt.over = attempt.made;
            // What was refused, or not sent at all, is sent as something new by the next run.
            attempt.open = result.outcome() == WriteResult.Outcome.FAILED && result.retryable();
        } catch (PlatformException e) {
            // The sync ends; the next one begins with what it left open.
            assertNoSecret(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "[[[[",
                "\"text\"",
                "a[b][c]=1&a[b]=2&a=%ZZ&=&[]=",
                "{\"value\":[null,1,{\"clientState\":{}}],\"events\":{},\"data\":[],\"auth\":1,\"leads\":[7]}",
                "{\"challenge\":null,\"event\":7,\"payload\":[],\"contact\":\"x\",\"type\":{},\"object\":[]}"
            })
    void noWebhookOfAStrangerIsGenuineWhateverItHolds(String body) {
        if (!definition().capabilities().contains(Capability.WEBHOOKS)) {
            return;
        }
        for (String value : List.of(
                "",
                "=",
                "a.b.c",
                "v0=",
                "v0=zz",
                "sha256=",
                "99999999999999999999",
                "-1",
                "\u0000",
                "é".repeat(5_000))) {
            Map<String, String> headers = new HashMap<>();
            PROOFS.forEach(name -> headers.put(name, value));
            assertThat(integration
                            .verify(headers, body.getBytes(StandardCharsets.UTF_8))
                            .genuine())
                    .as(value)
                    .isFalse();
            headers.put("Content-Type", value);
            assertThat(integration
                            .verify(headers, new byte[] {(byte) 0xC3, 0x28, 0, '{'})
                            .genuine())
                    .isFalse();
        }
    }

    @Test
    void operationsReachTheirRoutes() {
        for (String operation : operations()) {
            String[] parts = operation.split("\\|", 2);
            assertThat(definition().operations()).extracting(Operation::name).contains(parts[0]);
            assertThat(integration.execute(parts[0], parts[1])).as(parts[0]).isNotNull();
        }
    }

    @Test
    void itReadsAndTests() {
        assertThat(definition().capabilities()).contains(Capability.TEST, Capability.READ);
    }

    protected final List<SourceRecord> read(int limit) {
        return integration.readAll(entity(), Optional.empty(), limit);
    }

    private ConnectionTest test() {
        try (var session = integration.open()) {
            return session.test();
        }
    }

    private void assertNoSecret(String text) {
        secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
    }

    private static void assertSchema(ObjectNode schema) {
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(StreamSupport.stream(meta.validate(schema).spliterator(), false)
                        .map(Object::toString))
                .isEmpty();
    }

    private static List<String> errors(ObjectNode schema, ObjectNode instance) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        return StreamSupport.stream(compiled.validate(instance).spliterator(), false)
                .map(Object::toString)
                .toList();
    }
}
