package org.archipel.connector.rdstation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.RdStationProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

/** What every connector stands, and how RD Station is read. */
class RdStationTest extends ConnectorContract<RdStationProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "contact";
    }

    @Override
    public int registrations() {
        return 2;
    }

    @Override
    protected RdStationProvider start() {
        return new RdStationProvider(20);
    }

    @Override
    protected TestIntegration connect(RdStationProvider emulator) {
        return RdStationAccount.connect(emulator);
    }

    @Override
    public String entity() {
        return "contact";
    }

    @Override
    public int records() {
        return 20;
    }

    @Override
    public int faultEvery() {
        return 40;
    }

    @Override
    public String draft(int number) {
        return "{'email':'draft" + number + "@cli.test','name':'Draft'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(RdStationProvider.CLIENT_SECRET, RdStationAccount.SECRET);
    }

    /** However the provider's window lies, what is let through in it is less than it takes. */
    @Test
    void theLimitIsBelowTheDocumentedOne() {
        RateLimit limit =
                integration.connector().rateLimit(Documents.object("{}")).orElseThrow();
        assertThat(limit.burst() + 60 * limit.perSecond()).isBetween(96.0, 120.0 - 1);
    }

    @Test
    void contactsAreEnumeratedByTheSegmentationOfAll() {
        assertThat(read(1000)).allSatisfy(contact -> {
            assertThat(contact.data().path("tags").isArray()).isTrue();
            assertThat(contact.data().path("last_conversion_date").asText()).isNotEmpty();
        });
        assertThat(RdStationAccount.connect(provider, "{'segmentation':2}").readAll("contact", Optional.empty(), 10))
                .isEmpty();
        assertThatThrownBy(() -> RdStationAccount.connect(provider, "{'segmentation':9}")
                        .readAll("contact", Optional.empty(), 10))
                .hasMessageContaining("RESOURCE_NOT_FOUND");
    }

    @Test
    void anIncrementalReadGivesAllContactsUnlessConversionsSuffice() {
        Instant later = Instant.now().plus(Duration.ofMinutes(1));
        assertThat(integration.readAll("contact", Optional.of(later), 100)).hasSize(20);
        provider.convert("lead3@cli.test", "ebook");
        assertThat(RdStationAccount.connect(provider, "{'contactChanges':'CONVERSIONS'}")
                        .readAll("contact", Optional.of(later), 100))
                .isEmpty();
    }

    @Test
    void aTokenThatEndedIsRefreshedByBothGenerations() {
        provider.endAccessTokens();
        assertThat(read(100)).hasSize(20);
        assertThat(provider.refreshes()).isPositive();
        TestIntegration standard = RdStationAccount.connect(
                provider, "{'authentication':'OAUTH2_STANDARD','tokenUrl':'" + provider.uri() + "/oauth2/token'}");
        provider.endAccessTokens();
        assertThat(standard.page("segmentation", Optional.empty(), Optional.empty(), 10)
                        .records())
                .hasSize(2);
    }

    @Test
    void anApiKeySendsConversionsAndNothingElse() {
        TestIntegration keyed = RdStationAccount.connect(provider, "{'authentication':'API_KEY'}");
        assertThat(keyed.execute(
                                "convert",
                                "{'event_type':'CONVERSION','event_family':'CDP','payload':{'conversion_identifier':'ebook','email':'a@b.test'}}")
                        .has("event_uuid"))
                .isTrue();
        try (var session = keyed.open()) {
            assertThat(session.test().successful()).isTrue();
        }
        assertThatThrownBy(() -> keyed.execute("listSegmentations", "{}"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED));
    }

    @Test
    void theWaitIsReadFromTheProvidersOwnHeader() {
        provider.faults().on(Fault.RATE_LIMIT, 1, 1, 20745);
        assertThatThrownBy(() -> read(10))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(20745)));
    }

    @Test
    void segmentationsAndFieldsAreEntitiesAsWell() {
        assertThat(integration.readAll("segmentation", Optional.empty(), 1)).hasSize(2);
        assertThat(integration.readAll("field", Optional.empty(), 10))
                .extracting(SourceRecord::externalId)
                .hasSize(1);
        assertThat(integration.readAll("email", Optional.empty(), 10)).hasSize(1);
        assertThat(integration.readAll("landing_page", Optional.empty(), 10)).isEmpty();
    }

    @Test
    void fieldsOfTheAccountsOwnAreDiscovered() {
        try (var session = integration.open()) {
            assertThat(session.discover().entities().get(0).fields())
                    .contains(new DataModel.Field("cf_segmento", "Segmento", "string", "", false, false));
        }
    }

    @Test
    void anotherSecretChangesTheAddressesThatAreThere() {
        try (var session = integration.open()) {
            var subscriber = session.webhookSubscriber();
            String first = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .handle();
            WebhookSubscriptionRequest other = new WebhookSubscriptionRequest(
                    TARGET, Optional.of("another-secret-of-ours"), Set.of("contact"), "a2", Optional.of(first));
            assertThat(subscriber.subscribe(other).handle().split(",")).containsExactlyInAnyOrder(first.split(","));
            assertThat(provider.subscribedAddresses())
                    .hasSize(2)
                    .allSatisfy(address -> assertThat(address).endsWith("?secret=another-secret-of-ours"));
        }
    }
}
