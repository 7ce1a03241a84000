package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;
import org.archipel.marketplace.internal.model.ExtensionVersion;

/**
 * What a version tells its readers. The texts are its publisher's, and not to be shown as HTML without making them harmless.
 *
 * @param documentation Markdown; absent if there is none
 * @param changelog Markdown; absent if there is none
 * @param screenshots addresses of images below {@code /api}
 */
public record VersionTexts(
        String version,
        @JsonInclude(JsonInclude.Include.NON_NULL) String documentation,
        @JsonInclude(JsonInclude.Include.NON_NULL) String changelog,
        List<String> screenshots) {
    static VersionTexts of(ExtensionVersion version) {
        var source = version.descriptor().source();
        var address = "marketplace/extensions/" + version.extensionId() + "/versions/" + version.version();
        return new VersionTexts(
                version.version(),
                source.path("documentation").asText(null),
                source.path("changelog").asText(null),
                IntStream.range(0, source.path("screenshots").size())
                        .mapToObj(number -> address + "/screenshots/" + number)
                        .toList());
    }
}
