package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest extends InspectedPackages {
    @Test
    void acceptsASoundPackageAndReadsItsDescriptor() {
        GateReport report = inspect(withComponent(
                        component("<service><provide interface=\"org.archipel.api.extension.HealthCheck\"/></service>"
                                + "<reference name=\"c\" interface=\"org.archipel.api.extension.ExtensionContext\"/>"))
                .header("Import-Package", "org.archipel.api.extension;version=\"[1.0,2)\",java.lang,org.slf4j")
                .permissions("""
                        [{"resource":"network","actions":["connect"],"reason":"to look up places",
                          "conditions":[{"type":"hosts","values":["API.Example.com."]}]}]"""));

        assertThat(report.findings()).isEmpty();
        assertThat(report.accepted()).isTrue();
        assertThat(report.sha256()).hasSize(64);
        assertThat(report.descriptor().orElseThrow().permissions())
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.required()).isTrue();
                    assertThat(request.permission().conditions().get(0).values())
                            .containsExactly("api.example.com");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "Fragment-Host, org.archipel.api, manifest.fragment-host",
        "Require-Bundle, system.bundle, manifest.require-bundle",
        "DynamicImport-Package, *, manifest.dynamic-import",
        "Bundle-NativeCode, lib.so, manifest.native-code",
        "Bundle-Activator, com.acme.test.Activator, manifest.activator",
        "SPI-Provider, *, manifest.service-loader",
        "Fragment-Host, system.bundle;extension:=framework, manifest.framework-extension",
        "Import-Package, org.osgi.framework, manifest.import",
        "Import-Package, org.archipel.sandbox, manifest.import",
        "Import-Package, javax.naming, manifest.import",
        "Import-Package, a;;b, manifest.malformed-header",
        "Export-Package, org.archipel.api.http, manifest.export",
        "Export-Package, java.util, manifest.export",
        "Export-Package, com.fasterxml.jackson.databind, manifest.export",
        "Provide-Capability, archipel.persistence;unit=security, manifest.provide-capability",
        "Require-Capability, archipel.persistence, manifest.require-capability",
        "Require-Capability, osgi.wiring.host;resolution:=optional, manifest.require-capability",
        "Require-Capability, 'osgi.extender;filter:=\"(|(osgi.extender=x)(osgi.extender=osgi.component))\"', manifest.require-capability",
        "Require-Capability, 'osgi.extender;filter:=\"(&(osgi.extender=osgi.component))(osgi.extender=x)\"', manifest.require-capability",
        "Require-Capability, osgi.extender;resolution:=optional, manifest.require-capability",
        "Provide-Capability, archipel.extension;z=\\;b=\"x, manifest.malformed-header",
        "Bundle-SymbolicName, com.acme.other, manifest.symbolic-name",
        "Bundle-SymbolicName, com.acme.test;singleton:=true, manifest.symbolic-name",
        "Bundle-Version, 1.2.4, manifest.version",
        "Bundle-ManifestVersion, 1, manifest.bundle-version-2",
        "Bundle-ClassPath, lib.jar, manifest.class-path",
        "Bundle-ClassPath, .;x=1, manifest.malformed-header",
        "Multi-Release, true, manifest.multi-release",
    })
    void refusesManifestHeaders(String header, String value, String rule) {
        assertRefused(inspect(sound().header(header, value)), rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(osgi.extender=osgi.component)",
                "(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))",
            })
    void acceptsTheExtenderOfComponents(String filter) {
        assertThat(inspect(sound().header("Require-Capability", "osgi.extender;filter:=\"" + filter + "\""))
                        .accepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(&", "(|", "(!"})
    void refusesFiltersOfVeryManyLevels(String level) {
        String deep = level.repeat(20) + "(osgi.ee=JavaSE)" + ")".repeat(20);

        assertRefused(
                inspect(sound().header("Require-Capability", "osgi.ee;filter:=\"" + deep + "\"")),
                "manifest.require-capability");
        assertRefused(
                inspect(sound().header("Require-Capability", "x;resolution:=optional;filter:=\"" + deep + "\"")),
                "manifest.require-capability");
        assertThat(inspect(sound().header(
                                        "Require-Capability",
                                        "osgi.ee;filter:=\"" + deep.substring(2, deep.length() - 1) + "\""))
                        .accepted())
                .isTrue();
    }

    @Test
    void refusesAMissingCapabilityManifestAndDescriptor() throws IOException {
        assertRefused(inspect(sound().without("Provide-Capability")), "manifest.capability");
        assertRefused(inspect(RawZip.of().entry("a.txt", "a").bytes()), "manifest.missing");
        assertRefused(inspect(RawZip.of().entry("a.txt", "a").bytes()), "descriptor.missing");
    }

    static Stream<Arguments> descriptors() {
        String json = sound().descriptor();
        return Stream.of(
                Arguments.of("{", "descriptor.malformed", ""),
                Arguments.of("[]", "descriptor.malformed", ""),
                Arguments.of(json.replace("\"name\"", "\"name\":\"x\",\"name\""), "descriptor.malformed", ""),
                Arguments.of("[".repeat(100_000), "descriptor.malformed", ""),
                Arguments.of(json.replace("\"name\"", "\"nom\":1,\"name\""), "descriptor.schema", "#/nom"),
                Arguments.of(json.replace("1.2.3", "one"), "descriptor.schema", "#/version"),
                // The same version to OSGi as 1.2.3, and another one to everyone who compares texts.
                Arguments.of(json.replace("1.2.3", "01.2.3"), "descriptor.schema", "#/version"),
                Arguments.of(json.replace("1.2.3", "1.2.03"), "descriptor.schema", "#/version"),
                Arguments.of(json.replace("OPERATIONS", "GAMES"), "descriptor.schema", "#/category"),
                Arguments.of(with(json, "name", "Acme\\u202etxt"), "descriptor.text", "#/name"),
                Arguments.of(with(json, "name", "Ac\\u200bme"), "descriptor.text", "#/name"),
                Arguments.of(with(json, "publisher", "Acme\\u0000"), "descriptor.text", "#/publisher"),
                Arguments.of(with(json, "description", "a\\u2066b"), "descriptor.text", "#/description"),
                Arguments.of(priced(json, "{}"), "descriptor.schema", "#/pricing/freeTier"),
                Arguments.of(priced(json, "{\"callsPerDay\":-1}"), "descriptor.schema", "/freeTier/callsPerDay"),
                Arguments.of(priced(json, "{\"callPerDay\":10}"), "descriptor.schema", "/freeTier/callPerDay"),
                Arguments.of(json.replace("[1.0,2)", "[2,1"), "descriptor.platform-range", "#/platformRange"),
                Arguments.of(json.replace(ID, "org.archipel.sandbox"), "descriptor.reserved-id", "#/id"),
                Arguments.of(json.replace(ID, "org.archipel.whatever.there.is"), "descriptor.reserved-id", "#/id"),
                Arguments.of(json.replace(ID, "org.archipel.samples"), "descriptor.reserved-id", "#/id"),
                Arguments.of(
                        json.replace("\"type\":\"object\"", "\"type\":\"thing\""),
                        "descriptor.config-schema",
                        "#/configSchema/type"),
                Arguments.of(
                        json.replace("\"type\":\"object\"", "\"$ref\":\"http://10.0.0.1/x\""),
                        "descriptor.config-schema-reference",
                        "#/configSchema/$ref"));
    }

    /** The descriptor with another text, as it is written in JSON. */
    private static String with(String json, String member, String text) {
        return json.replaceFirst(
                "\"" + member + "\" *: *\"[^\"]*\"", Matcher.quoteReplacement("\"" + member + "\":\"" + text + "\""));
    }

    private static String priced(String json, String freeTier) {
        return json.replaceFirst(
                "\\{", Matcher.quoteReplacement("{\"pricing\":{\"model\":\"USAGE\",\"freeTier\":" + freeTier + "},"));
    }

    @ParameterizedTest
    @MethodSource("descriptors")
    void pointsAtWhatIsWrongInADescriptor(String descriptor, String rule, String pointer) {
        GateReport report = inspect(sound().entry("META-INF/archipel/extension.json", descriptor));

        assertRefused(report, rule);
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.location()).endsWith(pointer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'resource':'exec','actions':['run'],'reason':'x'} | /permissions/0/resource",
                "{'resource':'storage','actions':['burn'],'reason':'x'} | /permissions/0/actions",
                "{'resource':'storage','actions':['read'],'reason':'x','conditions':[{'type':'z','values':['1']}]} | /permissions/0/conditions/0/type",
                "{'resource':'network','actions':['connect'],'reason':'x'} | /permissions/0/conditions",
                "{'resource':'network','actions':['connect'],'reason':'x','conditions':[{'type':'hosts','values':['a b']}]} | /permissions/0/conditions/0/values/0",
            })
    void refusesPermissionsOutsideOfTheVocabulary(String permission, String pointer) {
        GateReport report = inspect(sound().permissions("[" + permission.replace('\'', '"') + "]"));

        assertRefused(report, "descriptor.permission");
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.location()).endsWith("#" + pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require-Capability", "Provide-Capability"})
    void refusesHeadersWithoutEnd(String header) {
        String clause = ",osgi.service;resolution:=optional";

        assertRefused(
                inspect(sound().header(header, "osgi.service" + clause.repeat(1_000))), "manifest.malformed-header");
        assertThat(inspect(sound().header("Require-Capability", "osgi.service" + clause.repeat(999)))
                        .accepted())
                .isTrue();
    }

    @Test
    void refusesClassesThatAreNoneOrInReservedPackages() {
        assertRefused(inspect(sound().entry("com/acme/Bad.class", "nonsense")), "class.malformed");
        assertRefused(inspect(sound().entry("com/acme/Empty.class", "")), "class.malformed");
        Map<String, byte[]> decoy =
                Sources.compile("org.osgi.framework.Fake", "package org.osgi.framework; class Fake {}");
        assertRefused(
                inspect(sound().entry(
                                "org/osgi/framework/Fake.class",
                                decoy.values().iterator().next())),
                "class.reserved-package");
        assertRefused(
                inspect(sound().entry(
                                "com/acme/Fake.class", decoy.values().iterator().next())),
                "class.misplaced");
        byte[] old =
                Sources.compile("com.acme.A", "package com.acme; class A {}").get("com/acme/A.class");
        old[7] = 50;
        assertRefused(inspect(sound().entry("com/acme/A.class", old)), "class.version");
    }

    @Test
    void inspectsEmbeddedArchivesOnTheClassPath() throws IOException {
        byte[] lib = RawZip.of()
                .entry(
                        "java/lang/Runtime.class",
                        new String(
                                Sources.compile("x.Runtime", "package x; class Runtime {}")
                                        .get("x/Runtime.class"),
                                StandardCharsets.ISO_8859_1))
                .bytes();

        GateReport report =
                inspect(sound().header("Bundle-ClassPath", ".,lib/a.jar").entry("lib/a.jar", lib));

        assertRefused(report, "class.misplaced");
        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.location()).startsWith("lib/a.jar!/"));
    }
}
