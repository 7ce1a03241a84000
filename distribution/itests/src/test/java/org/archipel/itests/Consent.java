package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.harness.RestClient;

/** A person who connects integrations to providers, in a browser. */
final class Consent {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");
    private static final HttpClient BROWSER = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .cookieHandler(new CookieManager())
            .build();

    private Consent() {}

    /** Connects an integration. */
    static void give(RestClient client, String integrationId) throws IOException, InterruptedException {
        String invitation = client.post("/api/integrations/" + integrationId + "/oauth/connect", Map.of())
                .expectSuccess()
                .path("authorizationUrl")
                .asText();
        Matcher link = LINK.matcher(open(URI.create(invitation)));
        assertThat(link.find()).isTrue();
        assertThat(open(URI.create(link.group(1).replace("&amp;", "&")))).contains("\"connected\":true");
    }

    private static String open(URI address) throws IOException, InterruptedException {
        return BROWSER.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
