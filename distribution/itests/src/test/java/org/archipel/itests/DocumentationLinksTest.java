package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever begins at the README reaches every page of the documentation, and no link leads nowhere. */
class DocumentationLinksTest {
    private static final Path README =
            Path.of(System.getProperty("archipel.readme")).normalize();
    private static final Path DOCS =
            Path.of(System.getProperty("archipel.docs")).normalize();
    private static final Pattern CODE = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^):#\\s]*)(#[^)\\s]+)?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);

    /** A link as it stands in a page. */
    private record Link(Path page, Path target, String heading) {
        boolean leadsSomewhere() {
            return Files.exists(target)
                    && (heading.isEmpty() || headings(target).contains(heading.substring(1)));
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Link> links = new ArrayList<>(links(README));
        pages().forEach(page -> links.addAll(links(page)));

        assertThat(links).hasSizeGreaterThan(50);
        assertThat(links).filteredOn(link -> !link.leadsSomewhere()).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheReadme() throws IOException {
        Set<Path> reached = new LinkedHashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(README));
        while (!next.isEmpty()) {
            Path page = next.remove();
            if (page.toString().endsWith(".md") && Files.exists(page) && reached.add(page)) {
                links(page).forEach(link -> next.add(link.target()));
            }
        }

        assertThat(reached).containsAll(pages());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<Link> links(Path page) {
        return LINK.matcher(prose(page))
                .results()
                .map(found -> new Link(
                        page,
                        found.group(1).isEmpty()
                                ? page
                                : page.resolveSibling(found.group(1)).normalize(),
                        found.group(2) == null ? "" : found.group(2)))
                .toList();
    }

    /** Headings as links name them: in lower case, with hyphens for blanks and without punctuation. */
    private static List<String> headings(Path page) {
        return HEADING.matcher(prose(page))
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    private static String prose(Path page) {
        try {
            return CODE.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
