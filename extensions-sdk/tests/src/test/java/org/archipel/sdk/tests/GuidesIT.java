package org.archipel.sdk.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides show is a part of the samples, which are compiled and tested. */
class GuidesIT {
    private static final Path GUIDES = Path.of("..", "..", "docs", "extensions");
    private static final Path SAMPLES = Path.of("..", "samples", "extension-points");
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w*)(?: from ([\\w-]+)/(\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> CODE = List.of("java", "js", "html", "json");

    static Stream<Path> guides() throws IOException {
        return Files.list(GUIDES)
                .filter(file -> file.toString().endsWith(".md"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("guides")
    void codeIsThatOfASample(Path guide) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(guide));
        while (blocks.find()) {
            if (CODE.contains(blocks.group(1))) {
                assertThat(blocks.group(2))
                        .as("sample of:%n%s", blocks.group(4))
                        .isNotNull();
                assertThat(bare(source(blocks.group(2), blocks.group(3))))
                        .as("%s/%s", blocks.group(2), blocks.group(3))
                        .contains(bare(blocks.group(4)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void linksLeadToFiles(Path guide) throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)").matcher(Files.readString(guide));
        while (links.find()) {
            assertThat(GUIDES.resolve(links.group(1))).exists();
        }
    }

    private static String source(String sample, String file) throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES.resolve(sample).resolve("src"))) {
            Path found = files.filter(path -> path.endsWith(file)).findFirst().orElseThrow();
            return Files.readString(found);
        }
    }

    /** Without the indentation, which the guides do not keep. */
    private static String bare(String code) {
        return code.lines().map(String::strip).reduce("", (text, line) -> text + line + "\n");
    }
}
