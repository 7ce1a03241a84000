package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.archipel.api.error.ValidationException;

/**
 * An entity: a table, or a query.
 *
 * @param table name of the table; empty for a query
 * @param query empty for a table
 */
record Table(
        String name,
        String label,
        String table,
        String query,
        String id,
        Optional<String> modified,
        Optional<String> deleted) {
    /** @throws ValidationException if there is no such entity */
    static Table of(JsonNode config, String name) {
        return StreamSupport.stream(config.path("entities").spliterator(), false)
                .filter(node -> node.path("name").asText().equals(name))
                .findFirst()
                .map(Table::of)
                .orElseThrow(() -> new ValidationException("/entity", "there is no entity '" + name + "'"));
    }

    static Table of(JsonNode node) {
        String name = node.path("name").asText();
        return new Table(
                name,
                node.path("label").asText(name),
                node.path("table").asText(),
                node.path("query").asText(),
                node.path("idColumn").asText(),
                Optional.ofNullable(node.get("modifiedColumn")).map(JsonNode::asText),
                Optional.ofNullable(node.get("deletedColumn")).map(JsonNode::asText));
    }
}
