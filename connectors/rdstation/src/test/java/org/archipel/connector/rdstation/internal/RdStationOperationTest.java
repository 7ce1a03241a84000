package org.archipel.connector.rdstation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations, and how their errors are told. */
class RdStationOperationTest extends RdStationAccount {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whoAmI|{}",
                "getContact|{'identifier':'email','value':'lead1@cli.test'}",
                "createContact|{'email':'new@cli.test','name':'New'}",
                "upsertContact|{'identifier':'email','value':'up@cli.test','fields':{'name':'Up'}}",
                "deleteContact|{'identifier':'email','value':'lead2@cli.test'}",
                "addTags|{'identifier':'email','value':'lead1@cli.test','tags':['a']}",
                "listContactEvents|{'uuid':'U','event_type':'CONVERSION'}",
                "getFunnel|{'identifier':'email','value':'lead1@cli.test'}",
                "updateFunnel|{'identifier':'email','value':'lead1@cli.test','opportunity':true}",
                "sendEvent|{'event_type':'CONVERSION','event_family':'CDP','payload':{'conversion_identifier':'e','email':'a@b.test'}}",
                "sendEvents|{'events':[{'event_type':'SALE','event_family':'CDP','payload':{}}]}",
                "listSegmentations|{'page':1,'page_size':10}",
                "listSegmentationContacts|{'segmentation':1}",
                "listFields|{}",
                "createField|{'api_identifier':'cf_x','data_type':'STRING','name':{},'label':{},'presentation_type':'TEXT_INPUT'}",
                "listEmails|{'page':1}",
                "getEmail|{'id':1}",
                "getAnalytics|{'report':'emails','start_date':'2026-01-01','end_date':'2026-01-31'}",
                "listLandingPages|{'page':1}",
                "listWorkflows|{}",
                "getWorkflow|{'id':'w'}",
                "addLeadsToWorkflow|{'id':'w','leads':[{'email':'a@b.test'}]}",
                "listWorkflowLeads|{'id':'w','what':'started'}",
                "listPopups|{}",
                "listEmbeddables|{}",
                "listActionLeads|{'id':'w','action':'a'}",
                "listWebhooks|{}"
            })
    void everyOperationReachesItsRoute(String operation, String parameters) {
        String uuid =
                provider.contact("lead1@cli.test").orElseThrow().path("uuid").asText();
        assertThat(integration.execute(operation, parameters.replace("'U'", "'" + uuid + "'")))
                .isNotNull();
    }

    @Test
    void theErrorsOfContactsAreToldWithTheirType() {
        assertThatThrownBy(() -> integration.execute("createContact", "{'email':'lead1@cli.test'}"))
                .hasMessageContaining("EMAIL_ALREADY_IN_USE");
        assertThatThrownBy(() -> integration.execute(
                        "upsertContact", "{'identifier':'email','value':'a@b.test','fields':{'email':'c@d.test'}}"))
                .hasMessageContaining("CONFLICTING_FIELD");
        assertThatThrownBy(() -> integration.execute("createField", "{'api_identifier':'x'}"))
                .hasMessageContaining("INVALID");
    }
}
