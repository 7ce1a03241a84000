package org.archipel.samples.teamnotes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class NoteResourceTest {
    @Test
    void theNoteIsKept(TestPlatform platform) {
        platform.rest().put("note", JsonNodeFactory.instance.objectNode().put("text", "Lunch at noon"));
        assertThat(platform.rest().get("note").json().path("text").asText()).isEqualTo("Lunch at noon");
    }

    @Test
    void thePanelMayLoadItsOwnFilesOnly(TestPlatform platform) {
        var page = platform.panel("note");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("content-security-policy").get(0))
                .contains("sandbox allow-scripts")
                .contains("default-src 'none'")
                .contains("connect-src 'none'");
        platform.revoke("ui");
        assertThat(platform.panel("note").status()).isEqualTo(404);
    }
}
