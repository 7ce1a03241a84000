package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A provider with a fault harms only the run that meets it: the run ends, with a reason if it fails; no record is lost; and when the
 * fault is over the next run brings all. The runs with all faults go on at the same time.
 */
class HostileProviderTest {
    private static final int PLACES = 200;
    private static final int PAGES = 4;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Map<Fault, Case> CASES = new EnumMap<>(Fault.class);

    private static PlatformLog log;
    private static Case healthy;

    /** A provider, an integration with it in an organization of its own, and its run. */
    private record Case(PlacesProvider provider, RestClient client, String integration, String job) {
        static Case start(String name, Setup setup) {
            SharedPlatform platform = SharedPlatform.get();
            RestClient client = Tenant.create(platform, name).admin();
            try {
                PlacesProvider provider =
                        PlacesProvider.start(PlacesOptions.defaults().withLimit(PLACES));
                setup.prepare(provider);
                String id = HttpIntegration.on(provider.uri().toString())
                        .with(setup.entity())
                        .activate(client);
                String job = client.post("/api/integrations/" + id + "/sync", Map.of())
                        .expect(202)
                        .path("id")
                        .asText();
                return new Case(provider, client, id, job);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode end() {
            return client.awaitJob(job, LIMIT, state -> {});
        }

        JsonNode synchronizeAgain() {
            client.delete("/api/integrations/" + integration + "/circuit").expectSuccess();
            // One whose credentials were refused stands still until a person, or the next look at it, finds them good.
            client.post("/api/integrations/" + integration + "/activate", Map.of())
                    .expect(200);
            return HttpIntegration.synchronize(client, integration, LIMIT);
        }

        int records() {
            return client.get("/api/records/" + HttpIntegration.ENTITY + "?limit=500")
                    .expect(200)
                    .path("items")
                    .size();
        }

        int quarantined() {
            return client.get("/api/integrations/" + integration + "/quarantine?limit=500")
                    .expect(200)
                    .path("items")
                    .size();
        }
    }

    /** What a provider does wrong, and how it is read. */
    private record Setup(Fault fault, Map<String, Object> entity) {
        static Setup of(Fault fault) {
            return new Setup(
                    fault,
                    switch (fault) {
                        case STUCK_CURSOR ->
                            entity(
                                    "/cursor/places",
                                    "$.results",
                                    "limit",
                                    Map.of("style", "CURSOR", "parameter", "cursor", "next", "$.next_cursor"));
                        case FOREIGN_LINK -> entity("/link/places", "$", "count", Map.of("style", "LINK"));
                        default ->
                            entity("/page/places", "$.data", "per_page", Map.of("style", "PAGE", "parameter", "page"));
                    });
        }

        void prepare(PlacesProvider provider) {
            switch (fault) {
                case DROP, SERVER_ERROR, RATE_LIMIT, EXPIRED_TOKEN ->
                    provider.faults().on(fault, 2, 2, fault == Fault.SERVER_ERROR ? 500 : 1);
                default -> provider.faults().on(fault);
            }
        }

        private static Map<String, Object> entity(
                String path, String records, String size, Map<String, Object> pagination) {
            return Map.of(
                    "path", path,
                    "records", records,
                    "pageSize", Map.of("parameter", size, "max", 50),
                    "pagination", pagination);
        }
    }

    @BeforeAll
    static void startAllRuns() {
        log = PlatformLog.from(SharedPlatform.get());
        for (Fault fault : Fault.values()) {
            CASES.put(fault, Case.start("provider-" + fault.routeName(), Setup.of(fault)));
        }
        healthy = Case.start(
                "provider-healthy", new Setup(Fault.SLOW, Setup.of(Fault.SLOW).entity()));
    }

    @AfterAll
    static void closeProviders() {
        CASES.values().forEach(one -> one.provider().close());
        healthy.provider().close();
        assertThat(SharedPlatform.get().anonymous().get("/api/health/ready").status())
                .isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void anotherIntegrationWorksMeanwhile() {
        assertThat(healthy.end().path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(healthy.records()).isEqualTo(PLACES);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW", "DROP", "RATE_LIMIT", "SERVER_ERROR", "HUGE_RECORD"})
    void passingAndHarmlessFaultsAreOvercome(Fault fault) {
        Case one = CASES.get(fault);
        JsonNode job = one.end();
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
        assertThat(one.records()).isEqualTo(PLACES);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"MISSING_ID", "WRONG_TYPE"})
    void badRecordsGoToQuarantine(Fault fault) {
        Case one = CASES.get(fault);
        JsonNode job = one.end();
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
        // Without an id, records of the same content are one.
        assertThat(one.quarantined()).isEqualTo(fault == Fault.WRONG_TYPE ? 1 : PAGES);
        assertThat(one.records()).isEqualTo(PLACES - PAGES);
        assertAllComeWhenTheFaultIsOver(one);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "GARBAGE",
                "HTML",
                "NO_ARRAY",
                "DEEP_JSON",
                "ENDLESS_PAGES",
                "STUCK_CURSOR",
                "FOREIGN_LINK",
                "EXPIRED_TOKEN"
            })
    void lastingFaultsEndTheRunWithAReason(Fault fault) {
        Case one = CASES.get(fault);
        JsonNode job = one.end();
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("FAILED");
        JsonNode error = job.path("error");
        assertThat(error.path("code").asText())
                .as(job.toString())
                .isIn(Set.of(
                        "INTEGRATION_ERROR",
                        "AUTHENTICATION_FAILED",
                        "DATA_TRANSFORMATION_ERROR",
                        "PERMISSION_DENIED"));
        assertThat(error.path("message").asText())
                .hasSizeBetween(10, 500)
                .doesNotContain("Exception")
                .doesNotContain("com.")
                .doesNotContain("java.");
        assertAllComeWhenTheFaultIsOver(one);
    }

    private static void assertAllComeWhenTheFaultIsOver(Case one) {
        one.provider().faults().clear();
        JsonNode job = one.synchronizeAgain();
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
        assertThat(one.records()).as(job.toString().toLowerCase(Locale.ROOT)).isEqualTo(PLACES);
    }
}
