package org.archipel.samples.shortlinks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.testkit.ExtensionTest;
import org.archipel.testkit.TestPlatform;
import org.junit.jupiter.api.Test;

@ExtensionTest
class LinksResourceTest {
    private static final ObjectNode LINK =
            JsonNodeFactory.instance.objectNode().put("name", "docs").put("address", "https://example.org/a/b/c");

    @Test
    void aNameIsGivenOnce(TestPlatform platform) {
        var made = platform.rest().post("links", LINK);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.headers().get("location").get(0)).endsWith("/links/docs");
        assertThat(platform.rest().get("links/docs").json()).isEqualTo(LINK);
        assertThat(platform.rest().post("links", LINK).status()).isEqualTo(409);
    }

    @Test
    void onlySecureAddressesAreTaken(TestPlatform platform) {
        assertThat(platform.rest()
                        .post("links", LINK.deepCopy().put("address", "http://example.org"))
                        .status())
                .isEqualTo(400);
    }
}
