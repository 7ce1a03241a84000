package org.archipel.sdk.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide to the first extension: its commands, and the code that it shows. */
final class Guide {
    /** The goal behind {@code archetype:generate}, in a version that does not change. */
    static final String GENERATE = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";

    private static final Path FILE = Path.of("..", "..", "docs", "first-extension.md");

    private Guide() {}

    /** Maven's arguments in the commands marked as tested. */
    static List<List<String>> commands() throws IOException {
        return blocks("bash tested").stream()
                .map(block -> block.replace("\\\n", " ").trim())
                .map(block -> block.replaceFirst("^mvn ", "").replace("archetype:generate", GENERATE))
                .map(block -> List.of(block.split("\\s+")))
                .toList();
    }

    /** The code marked as that of the archetype. */
    static List<String> snippets() throws IOException {
        return blocks("java in-archetype");
    }

    private static List<String> blocks(String info) throws IOException {
        Matcher matcher =
                Pattern.compile("```" + info + "\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(FILE));
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
