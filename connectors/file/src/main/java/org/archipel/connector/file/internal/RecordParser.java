package org.archipel.connector.file.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;

/**
 * Reads a file's records. A line that is none of the format becomes a record without an id, which the platform sets aside; a file that is
 * not in its character set, or no CSV at all, is refused.
 */
final class RecordParser {
    private static final String PROBLEM = "problem";
    private static final int DEEPEST = 100;
    private static final ObjectMapper LINES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final FileFormat format;

    RecordParser(FileFormat format) {
        this.format = format;
    }

    /** @throws RemoteException if the bytes are no text */
    String text(byte[] bytes) {
        try {
            String text =
                    format.charset().newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the file is no text in " + format.charset(), false, null, e);
        }
    }

    List<ObjectNode> parse(String text) {
        return format.csv() ? csv(text) : lines(text);
    }

    private List<ObjectNode> csv(String text) {
        if (text.stripLeading().regionMatches(true, 0, "<!doctype html", 0, 14)) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the file is a page, not CSV", false);
        }
        CSVFormat.Builder builder = CSVFormat.RFC4180
                .builder()
                .setDelimiter(format.delimiter())
                .setIgnoreEmptyLines(true)
                .setNullString(format.nullText());
        builder = format.columns().isEmpty()
                ? builder.setHeader().setSkipHeaderRecord(true)
                : builder.setHeader(format.columns().toArray(String[]::new));
        List<ObjectNode> records = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), builder.get())) {
            for (CSVRecord line : parser) {
                records.add(
                        line.isConsistent()
                                ? record(parser.getHeaderNames(), line)
                                : misfit(line, parser.getHeaderNames().size()));
            }
            return records;
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the file is no CSV after line " + records.size(), false, null, e);
        }
    }

    private static ObjectNode record(List<String> names, CSVRecord line) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            data.put(names.get(i), line.get(i));
        }
        return data;
    }

    /** A line with more or fewer values than there are columns; who mends it in quarantine reads why. */
    private static ObjectNode misfit(CSVRecord line, int columns) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        var values = data.putArray("values");
        line.forEach(values::add);
        return data.put(PROBLEM, "the line has " + line.size() + " values, and there are " + columns + " columns");
    }

    private static List<ObjectNode> lines(String text) {
        List<ObjectNode> records = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> records.add(line(line)));
        return records;
    }

    private static ObjectNode line(String line) {
        try {
            JsonNode node = LINES.readTree(line);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // No JSON: it is set aside as it is.
        }
        return JsonNodeFactory.instance.objectNode().put("line", line).put(PROBLEM, "the line is no JSON object");
    }
}
