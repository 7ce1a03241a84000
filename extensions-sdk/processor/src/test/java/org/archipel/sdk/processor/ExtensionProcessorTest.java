package org.archipel.sdk.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionProcessorTest {
    private static final String EXTENSION = """
            @Extension(id = "com.acme.sample", name = "Échantillon", description = "Costs $5", category = Category.SALES,
                publisher = "Acme", tags = {"one", "two"}, configSchema = "config.json", documentation = "guide.md")
            """;
    private static final String CONFIG = "{\"type\":\"object\",\"properties\":{\"limit\":{\"type\":\"integer\"}}}";

    @TempDir
    Path folder;

    @Test
    void theDescriptorSaysWhatTheAnnotationsSay() throws JsonProcessingException {
        Compilation compilation = compile("""
                @NeedsPermission(resource = "network", actions = "connect", reason = "To reach Acme.",
                    conditions = {@Condition(type = "hosts", values = "api.acme.com"), @Condition(type = "ports", values = "443")})
                @NeedsPermission(resource = "storage", actions = {"read", "write"}, reason = "To remember.", required = false)
                """);
        assertThat(compilation.errors()).isEmpty();
        JsonNode expected = new ObjectMapper().readTree("""
                {"id": "com.acme.sample", "version": "1.2.0", "name": "Échantillon", "description": "Costs $5",
                 "category": "SALES", "publisher": "Acme", "platformRange": "[1.0,2)", "tags": ["one", "two"],
                 "permissions": [
                   {"resource": "network", "actions": ["connect"], "conditions": [
                      {"type": "hosts", "values": ["api.acme.com"]}, {"type": "ports", "values": ["443"]}],
                    "required": true, "reason": "To reach Acme."},
                   {"resource": "storage", "actions": ["read", "write"], "required": false, "reason": "To remember."}],
                 "configSchema": {"type": "object", "properties": {"limit": {"type": "integer"}}},
                 "documentation": "# Guide"}
                """);
        assertThat(new ObjectMapper().readTree(compilation.descriptor())).isEqualTo(expected);
    }

    @Test
    void theDescriptorSaysWhatItCostsAndWhatItNeeds() throws JsonProcessingException {
        Compilation compilation = compile("""
                @Pricing(model = Pricing.Model.SUBSCRIPTION, price = "9.90", currency = "EUR", trialDays = 14, freeCallsPerDay = 100)
                @DependsOn(id = "com.acme.base", range = "[1.2,2)")
                @DependsOn(id = "com.acme.other")
                """);

        assertThat(compilation.errors()).isEmpty();
        JsonNode descriptor = new ObjectMapper().readTree(compilation.descriptor());
        assertThat(descriptor.path("pricing")).isEqualTo(new ObjectMapper().readTree("""
                {"model": "SUBSCRIPTION", "price": "9.90", "currency": "EUR", "trialPeriodDays": 14,
                 "freeTier": {"callsPerDay": 100}}
                """));
        assertThat(descriptor.path("dependencies")).isEqualTo(new ObjectMapper().readTree("""
                [{"id": "com.acme.base", "range": "[1.2,2)"}, {"id": "com.acme.other"}]
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Pricing(model = Pricing.Model.ONE_TIME, price = \"much\", currency = \"EUR\")",
                "@Pricing(model = Pricing.Model.ONE_TIME, price = \"1\", currency = \"Euro\")",
                "@Pricing(model = Pricing.Model.ONE_TIME, trialDays = -1)",
                "@DependsOn(id = \"Base\")",
                "@DependsOn(id = \"com.acme.base\", range = \"newer\")"
            })
    void aPriceOrADependencyThatIsNoneIsAnErrorOfTheCompiler(String annotation) {
        Compilation compilation = compile(annotation);
        assertThat(compilation.errors()).isNotEmpty();
        assertThat(compilation.wroteDescriptor()).isFalse();
    }

    @Test
    void localPermissionsGrantThePlatformsServicesOnly() {
        String permissions = compile(
                        "@NeedsPermission(resource = \"storage\", actions = \"read\", reason = \"Why\\nnot\")")
                .permissions();
        assertThat(permissions.lines())
                .startsWith("# storage read: Why not")
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "(org.osgi.framework.PackagePermission \"*\" \"import\")",
                        "(org.osgi.framework.CapabilityPermission \"*\" \"require,provide\")",
                        "(org.osgi.framework.ServicePermission \"*\" \"get,register\")",
                        "(org.archipel.guard.ServiceUse \"storage.*\" \"\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@NeedsPermission(resource = \"teleport\", actions = \"go\", reason = \"x\")",
                "@NeedsPermission(resource = \"storage\", actions = \"burn\", reason = \"x\")",
                "@NeedsPermission(resource = \"records\", actions = \"read\", reason = \"x\")",
                "@NeedsPermission(resource = \"storage\", actions = \"read\", reason = \"\")",
                "@NeedsPermission(resource = \"storage\", actions = {}, reason = \"x\")"
            })
    void aPermissionThatIsNoneIsAnErrorOfTheCompiler(String annotation) {
        Compilation compilation = compile(annotation);
        assertThat(compilation.errors()).isNotEmpty();
        assertThat(compilation.wroteDescriptor()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Acme,id", "com.acme.,id"})
    void anIdThatIsNoneIsAnErrorOfTheCompiler(String id, String field) {
        Compilation compilation =
                Compilation.of(folder, "1.0.0", EXTENSION.replace("com.acme.sample", id), resources());
        assertThat(compilation.errors())
                .anySatisfy(error -> assertThat(error).contains("/" + field, "'" + id + "'", "Reverse-DNS id"));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(Compilation.of(folder, "1.0.0", EXTENSION).errors())
                .singleElement()
                .asString()
                .contains("config.json");
    }

    @Test
    void aConfigurationSchemaThatIsNoneIsAnErrorOfTheCompiler() {
        Compilation compilation =
                Compilation.of(folder, "1.0.0", EXTENSION, "config.json", "{\"type\":\"objekt\"}", "guide.md", "x");
        assertThat(compilation.errors()).anySatisfy(error -> assertThat(error).contains("configuration schema"));
    }

    @Test
    void withoutAVersionThereIsNoDescriptor() {
        assertThat(Compilation.of(folder, "", EXTENSION, resources()).errors())
                .singleElement()
                .asString()
                .contains("-Aarchipel.version");
    }

    @Test
    void permissionsWithoutAnExtensionAreAnError() {
        String lonely = "@NeedsPermission(resource = \"storage\", actions = \"read\", reason = \"x\")";
        assertThat(Compilation.of(folder, "1.0.0", lonely).errors())
                .singleElement()
                .asString()
                .contains("without an @Extension");
    }

    @ParameterizedTest
    @CsvSource({"1.2.3,1.2.3", "1.2,1.2.0", "2,2.0.0", "1.0.0-SNAPSHOT,1.0.0.SNAPSHOT", "1.0.0-rc.1,1.0.0.rc_1", "x,''"
    })
    void mavenVersionsBecomeOsgiVersions(String maven, String osgi) {
        assertThat(BundleVersion.of(maven)).isEqualTo(osgi);
    }

    private Compilation compile(String permissions) {
        return Compilation.of(folder, "1.2.0", permissions + EXTENSION, resources());
    }

    private static String[] resources() {
        return new String[] {"config.json", CONFIG, "guide.md", "# Guide"};
    }
}
