package org.archipel.connector.plaid.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.error.RemoteException;
import org.archipel.connectors.emulators.PlaidProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class PlaidTest extends ConnectorContract<PlaidProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "transaction";
    }

    @Override
    public int registrations() {
        return 1;
    }

    private final List<SourceRecord> seen = new ArrayList<>();

    @Override
    protected PlaidProvider start() {
        return new PlaidProvider(230);
    }

    @Override
    protected TestIntegration connect(PlaidProvider emulator) {
        return new TestIntegration(
                new PlaidConnector(),
                emulator.uri(),
                Documents.object("{'clientId':'5f1c0000000000001234'}"),
                Map.of("secret", PlaidProvider.SECRET, "accessToken", PlaidProvider.ACCESS_TOKEN));
    }

    @Override
    public String entity() {
        return "transaction";
    }

    @Override
    public int records() {
        return 230;
    }

    @Override
    public Optional<Webhook> timedWebhook() {
        provider.tell(Instant.now());
        return Optional.of(provider.webhooks().take().get(0));
    }

    @Override
    public List<String> secrets() {
        return List.of(PlaidProvider.SECRET, PlaidProvider.ACCESS_TOKEN);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "getItem|{}",
                "getBalances|{}",
                "refreshTransactions|{}",
                "getTransactions|{'start_date':'2026-01-01','end_date':'2026-02-01'}",
                "getAuth|{}",
                "getIdentity|{}",
                "listInstitutions|{'count':1,'offset':0,'country_codes':['US']}",
                "getInstitution|{'institution_id':'i','country_codes':['US']}",
                "createLinkToken|{'client_name':'a','language':'en','country_codes':['US'],'user':{}}",
                "updateWebhook|{'webhook':'https://hub.test/w'}");
    }

    @Test
    void accountsAreReadInParts() {
        assertThat(integration.readAll("account", Optional.empty(), 2)).hasSize(3);
    }

    @Test
    void webhooksAreProvedByATokenOverTheirContent() {
        provider.tell(Instant.now());
        var webhook = provider.webhooks().take().get(0);
        var verdict = integration.verify(webhook);
        assertThat(verdict.genuine()).as(verdict.reason()).isTrue();
        assertThat(verdict.event()).isEqualTo("TRANSACTIONS.SYNC_UPDATES_AVAILABLE");
        assertThat(integration.verify(webhook.headers(), new byte[] {'{', '}'}).genuine())
                .isFalse();
        assertThat(integration
                        .verify(Map.of("Plaid-Verification", "a.b.c"), webhook.body())
                        .genuine())
                .isFalse();
        String token = webhook.headers().get("Plaid-Verification");
        String other = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");
        assertThat(integration
                        .verify(Map.of("Plaid-Verification", other), webhook.body())
                        .genuine())
                .isFalse();
        provider.tell(Instant.now().minusSeconds(600));
        assertThat(integration.verify(provider.webhooks().take().get(0)).genuine())
                .isFalse();
    }

    /** All say the same: there is something new. */
    @Test
    void webhooksOfOneContentAreToldApart() {
        provider.tell(Instant.now().minusSeconds(2));
        provider.tell(Instant.now());
        List<String> ids = new ArrayList<>();
        try (var session = integration.open()) {
            for (var webhook : provider.webhooks().take()) {
                ids.add(session.verifyWebhook(delivery(webhook.headers().get("Plaid-Verification"), webhook.body()))
                        .deliveryId());
            }
        }
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(provider.keyRequests()).isEqualTo(1);
    }

    @Test
    void forgedWebhooksAskForKeysOnlyNowAndThen() {
        provider.tell(Instant.now());
        var genuine = provider.webhooks().take().get(0);
        String[] parts = genuine.headers().get("Plaid-Verification").split("\\.");
        try (var session = integration.open()) {
            assertThat(session.verifyWebhook(delivery("e30.e30.AAAA", genuine.body()))
                            .genuine())
                    .isFalse();
            assertThat(provider.keyRequests()).isZero();
            for (int i = 0; i < 50; i++) {
                String header = Base64.getUrlEncoder()
                        .encodeToString(
                                ("{\"alg\":\"ES256\",\"kid\":\"forged-" + i + "\"}").getBytes(StandardCharsets.UTF_8));
                assertThat(session.verifyWebhook(delivery(header + "." + parts[1] + "." + parts[2], genuine.body()))
                                .genuine())
                        .isFalse();
            }
        }
        assertThat(provider.keyRequests()).isEqualTo(10);
    }

    /** What is missing from a read of all is gone, but only once Plaid has gathered everything. */
    @Test
    void aReadOfAllIsCompleteOnceEverythingIsGathered() {
        assertThat(integration.page("transaction", Optional.empty(), Optional.empty(), 500))
                .satisfies(page -> assertThat(page.complete()).isTrue());
        provider.remove("t1");
        assertThat(read(100)).hasSize(229);
        provider.status("NOT_READY");
        assertThat(integration.page("transaction", Optional.empty(), Optional.empty(), 500))
                .satisfies(page -> assertThat(page.complete()).isFalse());
    }

    /** The next read goes on where this one ended, and is told what came, changed and went since. */
    @Test
    void theStreamGoesOnFromItsBookmark() {
        Optional<JsonNode> bookmark = readFrom(Optional.empty());
        assertThat(seen).hasSize(230);
        provider.add("t900");
        provider.change("t5", 99.5);
        provider.remove("t7");

        bookmark = readFrom(bookmark);

        assertThat(seen).extracting(SourceRecord::externalId).containsExactlyInAnyOrder("t900", "t5", "t7");
        assertThat(seen)
                .filteredOn(SourceRecord::deleted)
                .extracting(SourceRecord::externalId)
                .containsExactly("t7");
        assertThat(seen)
                .filteredOn(record -> record.externalId().equals("t5"))
                .allSatisfy(record ->
                        assertThat(record.data().path("amount").asDouble()).isEqualTo(99.5));
        readFrom(bookmark);
        assertThat(seen).isEmpty();
        assertThat(provider.fullReads()).isEqualTo(1);
    }

    @Test
    void aCursorThatIsKnownNoMoreIsAnErrorAndNoEmptyRead() {
        Optional<JsonNode> bookmark = readFrom(Optional.empty());
        provider.forgetCursors();
        assertThatThrownBy(() -> readFrom(bookmark))
                .isInstanceOfSatisfying(
                        RemoteException.class, e -> assertThat(e.retryable()).isFalse());
        readFrom(Optional.empty());
        assertThat(seen).hasSize(230);
    }

    /** @return where the next read begins */
    private Optional<JsonNode> readFrom(Optional<JsonNode> bookmark) {
        seen.clear();
        Optional<JsonNode> cursor = bookmark;
        ReadPage page;
        do {
            page = integration.page("transaction", cursor, Optional.of(Instant.EPOCH), 100);
            seen.addAll(page.records());
            cursor = page.nextCursor();
        } while (page.hasMore());
        return page.bookmark();
    }

    private static WebhookDelivery delivery(String token, byte[] body) {
        return new WebhookDelivery(Map.of("Plaid-Verification", List.of(token)), body);
    }
}
