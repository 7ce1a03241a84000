package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The connectors' pages: what they show has to be so. */
public final class Documentation {
    private static final Path FOLDER = Path.of("..", "..", "docs", "connectors");

    private Documentation() {}

    /** The text of a page. */
    static String page(String name) {
        return read(FOLDER.resolve(name));
    }

    /** The blocks of a page in one language. */
    public static List<String> blocks(String page, String language) {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(read(FOLDER.resolve(page)))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** Every JSON block of a page is a configuration by the schema. */
    public static void assertConfigurations(String page, ObjectNode schema) {
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        assertThat(blocks(page, "json"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(StreamSupport.stream(
                                        compiled.validate(Documents.exactly(block))
                                                .spliterator(),
                                        false)
                                .map(Object::toString))
                        .isEmpty());
    }

    /** Every line of a page's Java blocks stands in a file, in the same order. */
    public static void assertShows(String page, Path source) {
        String text = read(source);
        int at = 0;
        for (String block : blocks(page, "java")) {
            for (String line : block.lines()
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList()) {
                int found = text.indexOf(line, at);
                assertThat(found).as(line).isNotNegative();
                at = found + line.length();
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
