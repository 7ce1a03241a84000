package org.archipel.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Keeps a JSON tree in a {@code ${json}} column: {@code @Convert(converter = JsonColumn.class) @Lob JsonNode config}. */
@Converter
public class JsonColumn implements AttributeConverter<JsonNode, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String convertToDatabaseColumn(JsonNode attribute) {
        return attribute == null ? null : write(attribute);
    }

    @Override
    public JsonNode convertToEntityAttribute(String column) {
        return column == null ? null : read(column);
    }

    /** The text for a column, for plain JDBC. */
    public static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new DatabaseException("A JSON value could not be written.", e);
        }
    }

    /** The tree of a column's text, for plain JDBC. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DatabaseException("A stored JSON value could not be read.", e);
        }
    }
}
