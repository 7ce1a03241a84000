package org.archipel.marketplace.internal.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.ExtensionExport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exports of what extensions keep. */
class KeptDataTest {
    private static final String ID = "com.acme.tiny";

    private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anExportIsOneDocument() throws IOException {
        export((transaction, organization, installation, taker) -> taker.value("a", "{\"b\": [1.5, \"\u00e9\"]}"));

        var document = new ObjectMapper().readTree(written.toByteArray());
        assertThat(document.path("extensionId").asText()).isEqualTo(ID);
        assertThat(document.path("entries").toString())
                .isEqualTo("[{\"kind\":\"value\",\"key\":\"a\",\"content\":{\"b\":[1.5,\"\u00e9\"]}}]");
    }

    @Test
    void anExportThatBreaksOffDoesNotLookWhole() {
        assertThatThrownBy(() -> export((transaction, organization, installation, taker) -> {
                    taker.value("a", "1");
                    throw new IllegalStateException("the database is gone");
                }))
                .hasMessageContaining("gone");

        assertThatThrownBy(() -> new ObjectMapper().readTree(written.toByteArray()))
                .isInstanceOf(IOException.class);
    }

    private void export(ExtensionExport source) {
        var work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        Published.of(ID, "1.0.0").insert(work, "acme");
        Published.install(work, "acme", ID, "1.0.0");
        var kept = new KeptData(work, source, null, null, (transaction, caller, entry) -> {});
        kept.write(kept.owner(TestPlatform.ACME, ID), written);
    }
}
