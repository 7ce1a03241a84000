package org.archipel.connector.xero.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.RateLimit;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.XeroProvider;
import org.archipel.connectors.testing.ConnectorContract;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.MovingRecordsContract;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.Test;

class XeroTest extends ConnectorContract<XeroProvider> implements MovingRecordsContract {
    @Override
    protected XeroProvider start() {
        return new XeroProvider(250);
    }

    @Override
    protected TestIntegration connect(XeroProvider emulator) {
        return new TestIntegration(
                new XeroConnector(),
                emulator.uri().resolve("/api.xro/2.0"),
                Documents.object("{'tenantId':'fe79f7dd-0000-4000-8000-000000000001'}"),
                Map.of("accessToken", XeroProvider.TOKEN, "webhookKey", XeroProvider.WEBHOOK_KEY));
    }

    @Override
    public String entity() {
        return "contact";
    }

    @Override
    public int records() {
        return 250;
    }

    @Override
    public String draft(int number) {
        return "{'Name':'Draft " + number + ".'}";
    }

    @Override
    public List<String> secrets() {
        return List.of(XeroProvider.TOKEN, XeroProvider.WEBHOOK_KEY);
    }

    @Override
    public List<String> operations() {
        return List.of(
                "whoAmI|{}",
                "listConnections|{}",
                "saveContacts|{'Contacts':[{'Name':'x'}]}",
                "saveInvoices|{'Invoices':[{'Type':'ACCREC'}]}",
                "createPayments|{'Payments':[]}");
    }

    /** However the provider's window lies, what is let through in it is less than it takes. */
    @Test
    void theLimitIsBelowTheDocumentedOne() {
        RateLimit limit =
                integration.connector().rateLimit(Documents.object("{}")).orElseThrow();
        assertThat(limit.burst() + 60 * limit.perSecond()).isBetween(48.0, 60.0 - 1);
    }

    @Test
    void onlyChangesAreAskedFor() {
        assertThat(integration.readAll("contact", Optional.of(Instant.now().plusSeconds(600)), 60))
                .isEmpty();
        assertThat(read(100)).allMatch(contact -> contact.modifiedAt().isPresent());
    }

    @Override
    public void change(String externalId, Instant at) {
        provider.change(externalId, at);
    }

    /** Keys are known for six minutes only: after that, what was made has to be found. */
    @Test
    void anInterruptedCreationIsFoundByNameOrNumber() {
        var contact = create("{'Name':'Lost'}");
        var invoice = create("{'Type':'ACCREC','InvoiceNumber':'INV-7','Contact':{'ContactID':'c-1'}}");
        integration.write("contact", create("{'Name':'Lost and found'}"), contact);
        integration.write("invoice", invoice);
        provider.forgetKeys();
        try (var session = integration.open()) {
            assertThat(session.locate("contact", List.of(contact, create("{'Name':'Los'}"))))
                    .extracting(Optional::isPresent)
                    .containsExactly(true, false);
            assertThat(session.locate("invoice", List.of(invoice)).get(0)).isPresent();
            assertThat(session.mayRepeat("contact", contact)).isTrue();
            // Xero gives it a number; it cannot be told from others.
            assertThat(session.mayRepeat("invoice", create("{'Type':'ACCREC','Contact':{'ContactID':'c-1'}}")))
                    .isFalse();
        }
    }

    @Test
    void aCreationThatIsTriedAgainIsDoneOnce() {
        var record = create("{'Name':'Lost'}");
        provider.faults().once(Fault.DROP);
        assertThat(integration.write("contact", record).get(0).retryable()).isTrue();
        assertThat(integration.write("contact", record).get(0).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(provider.contacts()).isEqualTo(251);
    }

    @Test
    void contactsAreChangedAndArchived() {
        List<WriteResult> results = integration.write("contact", create("{'Name':'New'}"), create("{'x':1}"));
        assertThat(results.get(1).reason()).contains("The contact name must be specified");
        String id = results.get(0).externalId().orElseThrow();
        assertThat(integration.write("contact", update(id, "{'EmailAddress':'a@b.test'}"), delete(id), delete("none")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.DELETED, Outcome.UNCHANGED);
        assertThat(integration
                        .execute("getContact", "{'contact':'" + id + "'}")
                        .at("/Contacts/0/ContactStatus")
                        .asText())
                .isEqualTo("ARCHIVED");
        assertThat(integration
                        .write("invoice", create("{'Type':'ACCREC'}"))
                        .get(0)
                        .outcome())
                .isEqualTo(Outcome.CREATED);
    }

    @Test
    void webhooksAreSignedAndSoIsTheCheckOfTheAddress() {
        provider.tell("717f");
        provider.tell("");
        var webhooks = provider.webhooks().take();
        assertThat(integration.verify(webhooks.get(0)).event()).isEqualTo("CONTACT.UPDATE");
        assertThat(integration.verify(webhooks.get(0)).orderingKey()).isEqualTo("717f");
        assertThat(integration.verify(webhooks.get(0)).records()).containsExactly(new ChangedRecord("contact", "717f"));
        assertThat(integration.verify(webhooks.get(1)).records())
                .extracting(ChangedRecord::entity)
                .containsExactly("nothing");
        assertThat(integration.verify(webhooks.get(1)).genuine()).isTrue();
        assertThat(integration
                        .verify(webhooks.get(1).headers(), webhooks.get(0).body())
                        .genuine())
                .isFalse();
    }

    /** An app is told of all organisations that it is connected with. */
    @Test
    void eventsOfOtherOrganisationsConcernOthers() {
        String events =
                "{'events':[{'resourceId':'717f','tenantId':'other','eventCategory':'CONTACT','eventType':'UPDATE'},"
                        + "{'resourceId':'8','tenantId':'%s','eventCategory':'INVOICE','eventType':'CREATE'}]}";
        assertThat(told(events.formatted(XeroProvider.TENANT))).containsExactly(new ChangedRecord("invoice", "8"));
        assertThat(told(events.formatted("third")))
                .extracting(ChangedRecord::entity)
                .containsExactly("nothing");
    }

    private List<ChangedRecord> told(String events) {
        provider.deliver(events.replace("'", "\""));
        return integration.verify(provider.webhooks().take().get(0)).records();
    }

    /** Apps made since March 2026 have other scopes than those before. */
    @Test
    void scopesAreConfiguration() {
        var authentication = (HttpAuthentication.AuthorizationCode) new XeroConnector()
                .authentication(Documents.object("{'scopes':['offline_access','accounting.invoices']}"));
        assertThat(authentication.provider().scopes()).containsExactly("offline_access", "accounting.invoices");
    }
}
