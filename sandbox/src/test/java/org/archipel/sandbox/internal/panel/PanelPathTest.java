package org.archipel.sandbox.internal.panel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelPathTest {
    private static final String BASE = "/7b1.AAAAAAAAAAAAAAAAAAAAAA/0190-a/1.0.0/";

    @Test
    void aFileBelowTheFolderOfPanelsIsOne() {
        assertThat(PanelPath.parse(BASE + "panel/img/logo.svg")).hasValueSatisfying(path -> {
            assertThat(path.installationId()).isEqualTo("0190-a");
            assertThat(path.version()).isEqualTo("1.0.0");
            assertThat(path.file()).isEqualTo("panel/img/logo.svg");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "META-INF/archipel/extension.json",
                "panel",
                "panel/",
                "panel/../META-INF/MANIFEST.MF",
                "panel/./index.html",
                "panel//index.html",
                "panel/.hidden.html",
                "panel/a\\b.html",
                "panel/%2e%2e/x.html",
                "panel/index.html;a=b",
                "panel/é.html",
            })
    void nothingElseIs(String file) {
        assertThat(PanelPath.parse(BASE + file)).isEmpty();
    }

    @Test
    void onlyFilesOfPagesHaveAType() {
        assertThat(MediaTypes.of("panel/a.HTML")).contains("text/html;charset=utf-8");
        assertThat(MediaTypes.of("panel/a.class")).isEmpty();
        assertThat(MediaTypes.of("panel/a")).isEmpty();
        assertThat(MediaTypes.of("panel/a.xhtml")).isEmpty();
    }
}
