package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that extensions contribute to the console. */
class ConsolePanelTest {
    private static final String EXTENSION = "com.example.panels";

    @TempDir
    static Path folder;

    private static SharedPlatform platform;
    private static Tenant own;
    private static Tenant foreign;

    @BeforeAll
    static void install() throws IOException {
        platform = SharedPlatform.get();
        own = Tenant.create(platform, "panels-own");
        foreign = Tenant.create(platform, "panels-foreign");
        byte[] bytes = PackageMaker.good(EXTENSION)
                .edit(
                        PackageMaker.DESCRIPTOR,
                        descriptor -> descriptor
                                .replace("\"permissions\": [{", """
                                "panels": [{"name": "main", "title": "Main", "slot": "dashboard", "entry": "panel/index.html"}],
                                "permissions": [{
                                  "resource": "ui",
                                  "actions": ["contribute"],
                                  "conditions": [{"type": "slots", "values": ["dashboard"]}],
                                  "required": false,
                                  "reason": "To be seen."
                                }, {""")
                                .replace("\"required\": true", "\"required\": false"))
                .with("panel/index.html", "<!DOCTYPE html><title>Main</title>".getBytes(StandardCharsets.UTF_8))
                .with("panel/data.bin", new byte[] {1})
                .bytes();
        new Marketplace(platform.administrator(), EXTENSION).publish(Files.write(folder.resolve("panels.jar"), bytes));
        new Marketplace(own.admin(), EXTENSION).install("1.0.0", 30).expectSuccess();
        grantPanels();
    }

    private static void grantPanels() {
        Map<String, Object> ui = Map.of(
                "resource", "ui",
                "actions", List.of("contribute"),
                "conditions", List.of(Map.of("type", "slots", "values", List.of("dashboard"))));
        grant(List.of(ui));
    }

    private static void grant(List<?> grants) {
        own.admin()
                .put("/api/extensions/" + EXTENSION + "/permissions", Map.of("grants", grants))
                .expectSuccess();
    }

    private static JsonNode panels(Tenant tenant, String query) {
        return tenant.admin().get("/api/extensions/panels" + query).expect(200).path("items");
    }

    @Test
    void aPageIsLoadedWithoutACredentialByItsTicketAlone() {
        JsonNode panel = panels(own, "?slot=dashboard").get(0);
        assertThat(panel.path("extensionId").asText()).isEqualTo(EXTENSION);
        assertThat(panel.path("api").asText()).isEqualTo("/api/x/" + EXTENSION + "/");
        String url = panel.path("url").asText();

        Answer page = platform.anonymous().get(url);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<title>Main</title>");
        assertThat(page.headers())
                .containsEntry("Content-Type", "text/html;charset=utf-8")
                .containsEntry("X-Frame-Options", "SAMEORIGIN")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("sandbox allow-scripts")
                .contains("default-src 'none'")
                .contains("frame-ancestors 'self'");
        String ticket = url.split("/")[2];
        String wrong = (ticket.startsWith("0") ? "1" : "0") + ticket.substring(1);
        assertThat(platform.anonymous().get(url.replace(ticket, wrong)).status())
                .isEqualTo(404);
    }

    @Test
    void onlyFilesOfPagesAreServed() {
        String base = panels(own, "").get(0).path("url").asText().replace("panel/index.html", "");
        for (String other : List.of(
                "panel/data.bin",
                "panel/absent.html",
                "panel/",
                PackageMaker.DESCRIPTOR,
                "panel/..%2fMETA-INF/MANIFEST.MF")) {
            assertThat(platform.anonymous().get(base + other).status())
                    .as(other)
                    .isIn(400, 404);
        }
        assertThat(platform.anonymous().get("/panels/bridge.js").text()).contains("window.archipel");
        assertThat(platform.anonymous().get("/panels/host.js").text()).contains("export function mountPanel");
    }

    @Test
    void anotherOrganizationHasNoPanelAndNoOtherSlotShowsIt() {
        assertThat(panels(foreign, "")).isEmpty();
        assertThat(panels(own, "?slot=record")).isEmpty();
    }

    @Test
    void aRevokedPermissionTakesThePageAway() {
        String url = panels(own, "").get(0).path("url").asText();
        grant(List.of());
        try {
            assertThat(panels(own, "")).isEmpty();
            assertThat(platform.anonymous().get(url).status()).isEqualTo(404);
        } finally {
            grantPanels();
        }
        assertThat(platform.anonymous().get(url).status()).isEqualTo(200);
    }
}
