package org.archipel.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    @TempDir
    Path folder;

    @Test
    void aRefusalTellsClassMemberLineRuleAndWhatToDo() {
        Path jar = CompiledExtension.packaged(folder, "System.load(\"x\");\nreturn null;");
        Verification verification = Verification.of(jar);

        assertThat(verification.accepted()).isFalse();
        JsonNode report = verification.json();
        assertThat(report.path("accepted").asBoolean()).isFalse();
        assertThat(report.path("extension").asText()).isEqualTo("com.acme.tiny");
        JsonNode finding = report.path("findings").get(0);
        assertThat(finding.path("class").asText()).isEqualTo("com.acme.tiny.Tiny");
        assertThat(finding.path("member").asText()).isEqualTo("apply");
        assertThat(finding.path("line").asInt()).isEqualTo(11);
        assertThat(finding.path("rule").asText()).startsWith("api.");
        assertThat(finding.path("advice").asText()).isNotBlank();
        assertThat(verification.text())
                .contains("tiny.jar: refused")
                .contains("com.acme.tiny.Tiny.apply (line 11)")
                .contains("-> " + finding.path("advice").asText());
    }

    @Test
    void whatIsAcceptedHasNothingToTell() {
        Verification verification = Verification.of(CompiledExtension.packaged(folder, "return null;"));
        assertThat(verification.text()).isEqualTo("tiny.jar: accepted (0 errors, 0 warnings)");
    }
}
