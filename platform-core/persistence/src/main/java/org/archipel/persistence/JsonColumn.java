package org.archipel.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Keeps a JSON tree in a {@code ${json}} column: {@code @Convert(converter = JsonColumn.class) @Lob JsonNode config}. */
@Converter
public class JsonColumn implements AttributeConverter<JsonNode, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper(ReadableJson.factory());

    @Override
    public String convertToDatabaseColumn(JsonNode attribute) {
        return attribute == null ? null : write(attribute);
    }

    @Override
    public JsonNode convertToEntityAttribute(String column) {
        return column == null ? null : read(column);
    }

    /**
     * The text for a column, for plain JDBC.
     *
     * @throws org.archipel.api.error.ValidationException if it could not be read again, see {@link ReadableJson}
     */
    public static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
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
