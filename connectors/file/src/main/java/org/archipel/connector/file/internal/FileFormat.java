package org.archipel.connector.file.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a file is written.
 *
 * @param csv JSON Lines otherwise
 * @param columns names of the columns; empty where the first line has them
 * @param nullText what stands for no value
 */
record FileFormat(boolean csv, char delimiter, List<String> columns, Charset charset, String nullText) {
    static FileFormat of(JsonNode config) {
        List<String> columns = new ArrayList<>();
        config.path("columns").forEach(name -> columns.add(name.asText()));
        return new FileFormat(
                config.path("format").asText().equals("CSV"),
                config.path("delimiter").asText(",").charAt(0),
                List.copyOf(columns),
                Charset.forName(config.path("charset").asText(StandardCharsets.UTF_8.name())),
                config.path("nullText").asText());
    }
}
