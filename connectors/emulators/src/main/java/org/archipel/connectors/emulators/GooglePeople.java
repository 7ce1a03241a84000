package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The contacts of a person. Used by one thread at a time. */
final class GooglePeople {
    private final Rows people = new Rows("resourceName");
    private int next;

    GooglePeople(int count) {
        for (int i = 1; i <= count; i++) {
            people.put(person(Json.object()));
        }
    }

    void serve(Router router) {
        router.on("GET", "/v1/people/me/connections", (exchange, values) -> connections(exchange))
                .on(
                        "POST",
                        "/v1/people:createContact",
                        (exchange, values) -> Reply.json(200, people.create(person(exchange.json()))))
                .on("POST", "/v1/people:batchCreateContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("POST", "/v1/people:batchUpdateContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("POST", "/v1/people:batchDeleteContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("GET", "/v1/people:searchContacts", (exchange, values) -> Reply.json(200, Json.object()))
                .on("GET", "/v1/contactGroups", (exchange, values) -> Reply.json(200, Json.object()))
                .on(
                        "GET",
                        "/v1/people/{id}",
                        (exchange, values) -> people.get("people/" + values.get(0))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(GoogleAnswers::missing))
                .on(
                        "PATCH",
                        "/v1/people/{id}:updateContact",
                        (exchange, values) -> update("people/" + values.get(0), exchange))
                .on(
                        "DELETE",
                        "/v1/people/{id}:deleteContact",
                        (exchange, values) -> people.remove("people/" + values.get(0))
                                ? Reply.json(200, Json.object())
                                : GoogleAnswers.missing());
    }

    int creations() {
        return people.creations();
    }

    ObjectNode contact(String resourceName) {
        return people.get(resourceName).orElseGet(Json::object).deepCopy();
    }

    private ObjectNode person(ObjectNode data) {
        ObjectNode person =
                data.deepCopy().put("resourceName", "people/c" + ++next).put("etag", "%e" + next);
        ObjectNode metadata = person.putObject("metadata");
        metadata.putArray("sources")
                .addObject()
                .put("type", "CONTACT")
                .put("etag", "#" + next)
                .put("updateTime", Instant.now().toString());
        return person;
    }

    private Reply connections(Exchange exchange) {
        if (!exchange.query().containsKey("personFields")) {
            return GoogleAnswers.failure(400, "badRequest", "personFields mask is required.");
        }
        return GoogleAnswers.page(
                people.slice(
                        row -> true,
                        GoogleAnswers.from(exchange),
                        exchange.number("pageSize").orElse(100)),
                "connections");
    }

    private Reply update(String name, Exchange exchange) {
        return people.get(name)
                .map(row -> {
                    boolean fresh = row.at("/metadata/sources/0/etag")
                            .equals(exchange.json().at("/metadata/sources/0/etag"));
                    if (!fresh || !exchange.query().containsKey("updatePersonFields")) {
                        return GoogleAnswers.failure(
                                400,
                                "failedPrecondition",
                                "Request person.etag is different than the current person.etag.");
                    }
                    row.setAll(exchange.json());
                    return Reply.json(200, row);
                })
                .orElseGet(GoogleAnswers::missing);
    }
}
