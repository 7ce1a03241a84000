package org.archipel.security.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.archipel.persistence.DatabaseException;

/** Keeps a short list of texts in one column, as a JSON array. */
@Converter
public class TextList implements AttributeConverter<List<String>, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String convertToDatabaseColumn(List<String> attribute) {
        try {
            return JSON.writeValueAsString(attribute);
        } catch (JsonProcessingException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public List<String> convertToEntityAttribute(String column) {
        try {
            return List.of(JSON.readValue(column, String[].class));
        } catch (JsonProcessingException e) {
            throw new DatabaseException(e);
        }
    }
}
