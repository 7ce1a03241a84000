package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the platform agree about the members that a request must have, of every operation with a JSON body. */
class RequiredMembersTest {
    private static final String NOBODY = "01900000-0000-7000-8000-000000000000";

    private static ApiRoutes api;
    private static RestClient client;

    @BeforeAll
    static void readDocument() {
        api = ApiRoutes.read(SharedPlatform.get().anonymous());
        client = SharedPlatform.get().administrator();
    }

    @Test
    void whatTheDocumentRequiresIsAskedForByItsPointer() {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Route route : withJsonBody()) {
            Set<String> required = ApiRoutes.required(route.schema());
            if (!required.isEmpty()) {
                asked++;
                Answer answer = send(route);
                if (answer.status() != 400 || !missing(answer).equals(required)) {
                    wrong.add(route + " requires " + required + " but answers " + answer.status() + answer.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(30);
    }

    @Test
    void whatIsAskedForTheDocumentRequires() {
        List<String> wrong = new ArrayList<>();
        for (Route route : withJsonBody()) {
            if (ApiRoutes.required(route.schema()).isEmpty()) {
                Set<String> missing = missing(send(route));
                if (!missing.isEmpty()) {
                    wrong.add(route + " does not tell that it requires " + missing);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatStandsForMembersThatAreLeftOutIsTold() {
        JsonNode schemas = api.document().path("components").path("schemas");
        assertThat(schemas.at("/ApiDefinition/properties/version/default").asText())
                .isEqualTo("1.0.0");
        assertThat(schemas.at("/TransformationDefinition/properties/mode/default")
                        .asText())
                .isEqualTo("BUILD");
        assertThat(schemas.at("/UserBody/properties/status/default").asText()).isEqualTo("ACTIVE");
        assertThat(schemas.at("/InstallBody/properties/acceptRequired/default").asBoolean(true))
                .isFalse();
    }

    private static List<Route> withJsonBody() {
        return api.routes().stream()
                .filter(route -> route.mediaTypes().contains("application/json"))
                .toList();
    }

    private static Answer send(Route route) {
        return client.json(route.method(), route.with(name -> NOBODY), Map.of(), Map.of());
    }

    private static Set<String> missing(Answer answer) {
        Set<String> names = new HashSet<>();
        if (answer.status() == 400) {
            answer.body().path("errors").forEach(error -> {
                String pointer = error.path("pointer").asText();
                if (error.path("message").asText().equals("is required") && pointer.lastIndexOf('/') == 0) {
                    names.add(pointer.substring(1));
                }
            });
        }
        return names;
    }
}
