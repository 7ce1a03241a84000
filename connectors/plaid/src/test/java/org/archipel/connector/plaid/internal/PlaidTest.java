package org.archipel.connector.plaid.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.connectors.emulators.PlaidProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class PlaidTest extends ConnectorContract<PlaidProvider> {
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
    protected String entity() {
        return "transaction";
    }

    @Override
    protected int records() {
        return 230;
    }

    @Override
    protected List<String> secrets() {
        return List.of(PlaidProvider.SECRET, PlaidProvider.ACCESS_TOKEN);
    }

    @Override
    protected List<String> operations() {
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
}
