package org.archipel.transformation.internal.suggest;

import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.archipel.api.error.ValidationException;
import org.archipel.transformation.internal.suggest.MappingSuggestions.Suggestion;
import org.junit.jupiter.api.Test;

class MappingSuggestionsTest {
    private static final SuggestionRequest CONTACTS = new SuggestionRequest(
            null,
            json(
                    "{'properties':{'id':{'type':'string'},'email':{'type':'string','format':'email'},'firstName':{'type':'string'},"
                            + "'lastName':{'type':'string'},'phone':{'type':'string'},'address':{'properties':{'city':{'type':'string'},"
                            + "'postalCode':{'type':'string'}}},'createdAt':{'type':'string','format':'date-time'},"
                            + "'age':{'type':'integer'},'loyaltyPoints':{'type':'number'}}}"),
            List.of(
                    json(
                            "{'Identifier':17,'contact_mail':'ada@example.org','given_name':'Ada','surname':'L','tel':'+351 123 456 789',"
                                    + "'addr':{'town':'Lisbon','zip':'1000'},'creation_date':'2024-01-02T03:04:05Z','age':'36','favouriteColour':'red'}")));

    @Test
    void namesTypesFormatsAndSamplesSpeakForMappings() {
        List<Suggestion> suggestions = MappingSuggestions.of(CONTACTS);
        assertThat(suggestions)
                .extracting(suggestion -> suggestion.source() + " -> " + suggestion.target())
                .contains(
                        "/Identifier -> /id",
                        "/contact_mail -> /email",
                        "/given_name -> /firstName",
                        "/surname -> /lastName",
                        "/tel -> /phone",
                        "/addr/town -> /address/city",
                        "/addr/zip -> /address/postalCode",
                        "/creation_date -> /createdAt",
                        "/age -> /age")
                .noneMatch(mapping -> mapping.contains("favouriteColour") || mapping.contains("loyaltyPoints"));
        assertThat(suggestions).allSatisfy(suggestion -> {
            assertThat(suggestion.confidence()).isBetween(0.5, 1.0);
            assertThat(suggestion.reasons()).isNotEmpty();
        });
        assertThat(suggestions)
                .filteredOn(suggestion -> suggestion.target().equals("/age"))
                .extracting(Suggestion::functions)
                .containsExactly("toInteger");
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        assertThat(MappingSuggestions.of(CONTACTS)).isEqualTo(MappingSuggestions.of(CONTACTS));
    }

    @Test
    void aQuestionWithoutSourceOrTargetIsRefused() {
        assertThatThrownBy(() -> MappingSuggestions.of(new SuggestionRequest(json("{}"), null, null)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> MappingSuggestions.of(new SuggestionRequest(null, json("{}"), null)))
                .isInstanceOf(ValidationException.class);
    }
}
