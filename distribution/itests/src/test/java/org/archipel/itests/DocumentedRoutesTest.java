package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.Test;

/** Every operation that the documentation names is one of the platform. */
class DocumentedRoutesTest {
    private static final Path DOCS =
            Path.of(System.getProperty("archipel.docs")).normalize();
    private static final Pattern OPERATION =
            Pattern.compile("\\b(GET|POST|PUT|PATCH|DELETE) (/api/[\\w{}$/.-]*[\\w}])(?![\\w/]*[…*])");

    /** Below them is what organizations, extensions and integrations define. */
    private static final Pattern DEFINED = Pattern.compile("/api/(custom|x|webhooks)/.*");

    @Test
    void documentedOperationsExist() throws IOException {
        List<Route> routes = ApiRoutes.read(SharedPlatform.get().anonymous()).routes();
        List<String> named = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(DOCS)) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                for (MatchResult found :
                        OPERATION.matcher(Files.readString(page)).results().toList()) {
                    String path = found.group(2);
                    if (!DEFINED.matcher(path).matches()) {
                        named.add(path);
                        if (routes.stream().noneMatch(route -> isAt(route, found.group(1), path))) {
                            unknown.add(DOCS.relativize(page) + ": " + found.group());
                        }
                    }
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(unknown).isEmpty();
    }

    private static boolean isAt(Route route, String method, String path) {
        String[] template = route.path().split("/");
        String[] segments = path.split("/");
        boolean alike = route.method().equals(method) && template.length == segments.length;
        for (int i = 0; alike && i < segments.length; i++) {
            alike = template[i].equals(segments[i]) || template[i].startsWith("{");
        }
        return alike;
    }
}
