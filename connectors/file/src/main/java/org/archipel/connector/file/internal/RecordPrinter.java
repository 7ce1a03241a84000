package org.archipel.connector.file.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes records as a file. */
final class RecordPrinter {
    private final FileFormat format;

    RecordPrinter(FileFormat format) {
        this.format = format;
    }

    byte[] print(List<ObjectNode> records) {
        return (format.csv() ? csv(records) : lines(records)).getBytes(format.charset());
    }

    private static String lines(List<ObjectNode> records) {
        StringBuilder text = new StringBuilder();
        records.forEach(item -> text.append(item).append('\n'));
        return text.toString();
    }

    private String csv(List<ObjectNode> records) {
        Set<String> columns = new LinkedHashSet<>(format.columns());
        records.forEach(item -> item.fieldNames().forEachRemaining(columns::add));
        StringWriter text = new StringWriter();
        CSVFormat csv = CSVFormat.RFC4180
                .builder()
                .setDelimiter(format.delimiter())
                .setNullString(format.nullText())
                .get();
        try (CSVPrinter printer = new CSVPrinter(text, csv)) {
            printer.printRecord(columns);
            for (ObjectNode item : records) {
                printer.printRecord(
                        columns.stream().map(column -> cell(item.path(column))).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A value that is no text is written as JSON; a text that a spreadsheet would take for a formula stays as it is. */
    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
