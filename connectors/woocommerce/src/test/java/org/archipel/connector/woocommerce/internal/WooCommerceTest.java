package org.archipel.connector.woocommerce.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.WooCommerceProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.SubscriptionContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class WooCommerceTest extends ConnectorContract<WooCommerceProvider> implements SubscriptionContract {
    @Override
    public String toldEntity() {
        return "order";
    }

    @Override
    public int registrations() {
        return 3;
    }

    @Override
    protected WooCommerceProvider start() {
        return new WooCommerceProvider(250);
    }

    @Override
    protected TestIntegration connect(WooCommerceProvider emulator) {
        return new TestIntegration(
                new WooCommerceConnector(),
                emulator.uri(),
                Documents.object("{}"),
                Map.of(
                        "consumerKey",
                        WooCommerceProvider.KEY,
                        "consumerSecret",
                        WooCommerceProvider.SECRET,
                        "webhookSecret",
                        "a-webhook-secret-of-ours"));
    }

    @Override
    public String entity() {
        return "order";
    }

    @Override
    public int records() {
        return 250;
    }

    @Override
    public String written() {
        return "customer";
    }

    @Override
    public String draft(int number) {
        return "{'email':'draft" + number + "@cli.test'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(WooCommerceProvider.SECRET);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "batch|{'kind':'orders','create':[{'status':'pending'}]}",
                "listVariations|{'product':1}",
                "listRefunds|{'order':1}",
                "createRefund|{'order':1,'amount':'1.00'}",
                "listNotes|{'order':1}",
                "addNote|{'order':1,'note':'x'}",
                "listWebhooks|{}");
    }

    @Test
    void onlyChangesAreAskedFor() {
        assertThat(integration.readAll("order", Optional.of(Instant.now().plusSeconds(600)), 60))
                .isEmpty();
        assertThat(integration
                        .page("order", Optional.empty(), Optional.empty(), 60)
                        .total())
                .contains(250L);
    }

    @Test
    void recordsAreWrittenInBatchesWithAResultEach() {
        long requests = provider.requests();
        List<WriteResult> results = integration.write(
                "customer", create("{'email':'a@b.test'}"), create("{'x':1}"), delete("99999"), delete("none"));
        assertThat(provider.requests() - requests).isEqualTo(1);
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.UNCHANGED, Outcome.UNCHANGED);
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration
                        .write("customer", update(id, "{'first_name':'A'}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(integration.write("customer", update(id, "{'first_name':'B'}"), delete(id)))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED);
    }

    /** As after five deliveries in a row that failed. */
    @Test
    void webhooksThatTheShopSwitchedOffAreSwitchedOnAgain() {
        try (var session = integration.open()) {
            var subscriber = session.webhookSubscriber();
            String handle = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .handle();
            provider.disableWebhooks();
            assertThat(provider.subscribedAddresses()).isEmpty();
            assertThat(subscriber.renew(request(TARGET, "a2", Optional.of(handle))))
                    .isPresent();
            assertThat(provider.subscribedAddresses()).hasSize(3);
        }
    }

    @Test
    void webhooksThatSomebodyRegisteredBesidesStay() {
        integration.execute("registerWebhook", "{'topic':'action.some_hook','delivery_url':'" + TARGET + "'}");
        try (var session = integration.open()) {
            var subscriber = session.webhookSubscriber();
            String handle = subscriber
                    .subscribe(request(TARGET, "a1", Optional.empty()))
                    .handle();
            assertThat(provider.subscribedAddresses()).hasSize(4);
            subscriber.unsubscribe(request(TARGET, "a2", Optional.of(handle)));
            assertThat(provider.subscribedAddresses()).hasSize(1);
        }
    }

    @Test
    void webhooksAreSigned() {
        integration.execute("registerWebhook", "{'topic':'order.created','delivery_url':'https://hub.test/w'}");
        integration.write("order", create("{'status':'pending'}"));
        var webhook = provider.webhooks().take().get(0);
        var verdict = integration.verify(webhook);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.event()).isEqualTo("order.created");
        assertThat(verdict.orderingKey()).startsWith("order/");
        try (var session = integration.open()) {
            assertThat(verdict.records())
                    .singleElement()
                    .satisfies(told -> assertThat(session.fetch(told.entity(), told.externalId())
                                    .orElseThrow()
                                    .data()
                                    .path("status")
                                    .asText())
                            .isEqualTo("pending"));
        }
        assertThat(integration.verify(webhook.headers(), new byte[] {'{', '}'}).genuine())
                .isFalse();
    }

    /** An order in the trash is in no list; whoever reads it by its id still gets it. */
    @Test
    void anOrderInTheTrashIsDeleted() {
        String id = integration
                .write("order", create("{'status':'pending'}"))
                .get(0)
                .externalId()
                .orElseThrow();
        integration.write("order", update(id, "{'status':'trash'}"));
        try (var session = integration.open()) {
            assertThat(session.fetch("order", id).orElseThrow().deleted()).isTrue();
        }
    }
}
