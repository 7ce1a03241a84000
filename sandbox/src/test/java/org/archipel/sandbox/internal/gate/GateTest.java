package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Gate GATE = new Gate(new Vocabulary());
    private static final String ID = "com.acme.test";

    @TempDir
    Path folder;

    private static ExtensionJar sound() {
        return ExtensionJar.of(ID, "1.2.3");
    }

    private GateReport inspect(ExtensionJar jar) {
        return GATE.inspect(jar.writeTo(folder));
    }

    private GateReport inspect(byte[] bytes) throws IOException {
        return GATE.inspect(Files.write(Files.createTempFile(folder, "package", ".jar"), bytes));
    }

    private static void assertRefused(GateReport report, String rule) {
        assertThat(report.accepted()).isFalse();
        assertThat(report.findings()).extracting(Finding::rule).contains(rule);
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.advice()).isNotBlank());
    }

    private static String component(String body) {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"com.acme.test.Check\">"
                + "<implementation class=\"com.acme.test.Check\"/>" + body + "</scr:component>";
    }

    private static ExtensionJar withComponent(String xml) {
        ExtensionJar jar =
                sound().header("Service-Component", "OSGI-INF/check.xml").entry("OSGI-INF/check.xml", xml);
        Sources.compile("com.acme.test.Check", "package com.acme.test; public class Check {}")
                .forEach(jar::entry);
        return jar;
    }

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

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(inspect("hello".getBytes(StandardCharsets.UTF_8)), "zip.not-an-archive");
        assertRefused(inspect(new byte[0]), "zip.not-an-archive");
        assertRefused(inspect(new byte[100_000]), "zip.not-an-archive");
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
        "Bundle-SymbolicName, com.acme.other, manifest.symbolic-name",
        "Bundle-SymbolicName, com.acme.test;singleton:=true, manifest.symbolic-name",
        "Bundle-Version, 1.2.4, manifest.version",
        "Bundle-ManifestVersion, 1, manifest.bundle-version-2",
        "Bundle-ClassPath, lib.jar, manifest.class-path",
        "Multi-Release, true, manifest.multi-release",
    })
    void refusesManifestHeaders(String header, String value, String rule) {
        assertRefused(inspect(sound().header(header, value)), rule);
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
    @CsvSource({
        "<service><provide interface='org.osgi.framework.hooks.service.FindHook'/></service>, component.service",
        "<service><provide interface='javax.servlet.Servlet'/></service>, component.service",
        "<reference interface='org.osgi.service.cm.ConfigurationAdmin'/>, component.reference",
        "<property name='osgi.jaxrs.resource' value='true'/>, component.property",
        "<property name='archipel.organization' value='other'/>, component.property",
        "<property name='service.ranking' type='Integer' value='9'/>, component.property",
        "<properties entry='secret.properties'/>, component.configuration",
    })
    void refusesComponentsThatReachOutside(String body, String rule) {
        assertRefused(inspect(withComponent(component(body))), rule);
    }

    @Test
    void refusesComponentFilesThatAreMissingOrHostile() {
        assertRefused(inspect(sound().header("Service-Component", "OSGI-INF/none.xml")), "component.missing");
        assertRefused(inspect(withComponent("<component")), "component.xml");
        assertRefused(
                inspect(withComponent("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>" + component("&b;"))),
                "component.xml");
        assertRefused(
                inspect(withComponent(
                        component("").replace("name=\"com.acme.test.Check\"", "name=\"org.archipel.rest\""))),
                "component.configuration");
        assertRefused(
                inspect(withComponent(component("").replace("class=\"com.acme", "class=\"org.acme"))),
                "component.class");
    }

    /** The component runtime passes over what has another namespace, and reads UTF-8 whatever a file declares. */
    @Test
    void readsComponentDescriptionsAsTheComponentRuntimeDoes() {
        String own = "<implementation class=\"com.acme.test.Check\"/>";
        String foreign = "<implementation class=\"java.util.Timer\"/>";
        String sound = component("");

        assertRefused(inspect(withComponent(sound.replace(own, foreign))), "component.class");
        assertRefused(
                inspect(withComponent(sound.replace(
                        own, foreign.replace("class", "xmlns:x=\"urn:x\" x:class=\"com.acme.test.Check\" class")))),
                "component.xml");
        assertRefused(
                inspect(withComponent(sound.replace(
                        own, foreign + own.replace("<implementation", "<x:implementation xmlns:x=\"urn:x\"")))),
                "component.xml");
        assertRefused(inspect(withComponent(sound.replace(own, foreign + own))), "component.xml");
        String hidden = sound.replace(own, own + "<![CDATA[?]]>" + foreign + "<![CDATA[ ]]>");
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" + hidden).getBytes(StandardCharsets.US_ASCII);
        for (int i = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>".length(); i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0x81 : bytes[i];
        }
        assertRefused(inspect(withComponent("").entry("OSGI-INF/check.xml", bytes)), "component.xml");
    }

    /** The component runtime takes a blank for the end of a path. */
    @Test
    void looksAtEachFileOfComponentsThatIsRead() {
        ExtensionJar jar = withComponent(component(""))
                .header("Service-Component", "OSGI-INF/check.xml OSGI-INF/other.xml")
                .entry("OSGI-INF/check.xml OSGI-INF/other.xml", component(""))
                .entry("OSGI-INF/other.xml", component("").replace("com.acme.test.Check", "java.util.Timer"));

        assertRefused(inspect(jar), "component.class");
    }

    /** The component runtime takes each of these for the pattern of a file that the package has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/OSGI-INF/*.xml",
                "OSGI-INF//*.xml",
                "OSGI-INF/ot\\her*",
                "OSGI-INF/\\*.xml",
                "OSGI-INF/o*\\.xml",
                "OSGI-INF/./*.xml",
                "OSGI-*/*.xml"
            })
    void refusesPatternsOfComponentsThatCanBeReadInTwoWays(String pattern) {
        ExtensionJar jar = withComponent(component(""))
                .header("Service-Component", "OSGI-INF/check.xml," + pattern)
                .entry("OSGI-INF/*.xml", component("").replace("com.acme.test.Check", "java.util.Timer"))
                .entry("OSGI-INF/other.xml", component("").replace("com.acme.test.Check", "java.util.Timer"));

        assertRefused(inspect(jar), "component.missing");
    }

    @Test
    void looksAtEachFileThatAPatternOfComponentsMatches() {
        String foreign = component("").replace("com.acme.test.Check", "java.util.Timer");
        ExtensionJar jar = withComponent(component("")).header("Service-Component", "OSGI-INF/c*.xml,OSGI-INF/x*");

        assertThat(inspect(jar.entry("OSGI-INF/other.xml", foreign).entry("OSGI-INF/c/a.xml", foreign))
                        .accepted())
                .isTrue();
        assertRefused(inspect(jar.entry("OSGI-INF/c*.xml", foreign)), "component.class");
    }

    @Test
    void refusesComponentsWithoutEnd() {
        String many = "<components>" + component("").repeat(2_400) + "</components>";
        ExtensionJar jar = withComponent(many)
                .header("Service-Component", "OSGI-INF/*.xml")
                .entry("OSGI-INF/a.xml", many)
                .entry("OSGI-INF/b.xml", many)
                .entry("OSGI-INF/c.xml", many);

        assertThat(inspect(jar).accepted()).isTrue();
        assertRefused(inspect(jar.entry("OSGI-INF/d.xml", many)), "component.too-many");
        String references = "<reference interface='org.archipel.api.extension.ExtensionContext'/>".repeat(5_000);
        assertRefused(
                inspect(withComponent(component(references))
                        .header("Service-Component", "OSGI-INF/*.xml")
                        .entry("OSGI-INF/a.xml", component(references))),
                "component.too-many");
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
    @Timeout(30)
    void comesToAnEndWithEveryPatternOfComponents() {
        String name = "a".repeat(400);

        assertThat(inspect(withComponent(component(""))
                                .header("Service-Component", "OSGI-INF/check.xml," + "*a".repeat(40) + "b")
                                .entry(name, "x"))
                        .accepted())
                .isTrue();
        assertRefused(inspect(sound().header("Service-Component", "a*,".repeat(100_000))), "component.xml");
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

    @ParameterizedTest
    @CsvSource({"../evil", "/etc/passwd", "a/../../b", "a\\b", "C:/x", "a//b", "./a"})
    void refusesPathTraversal(String name) throws IOException {
        assertRefused(inspect(RawZip.of().entry(name, "x").bytes()), "zip.path-traversal");
    }

    @Test
    void refusesTricksOfTheArchiveFormat() throws IOException {
        assertRefused(inspect(RawZip.of().entry("a", "x").entry("a", "y").bytes()), "zip.duplicate-entry");
        assertRefused(
                inspect(RawZip.of().mode(0120777).entry("a", "/etc/passwd").bytes()), "zip.symbolic-link");
        assertRefused(inspect(RawZip.of().localName("b").entry("a", "x").bytes()), "zip.malformed");
        assertRefused(inspect(RawZip.of().prefix("#!/bin/sh\n").entry("a", "x").bytes()), "zip.malformed");
        assertRefused(inspect(RawZip.of().flags(1).entry("a", "x").bytes()), "zip.unsupported-feature");
        byte[] commented = RawZip.of().entry("a", "x").bytes();
        assertRefused(inspect(Arrays.copyOf(commented, commented.length + 5)), "zip.not-an-archive");
    }

    /** Whoever reads an archive from its beginning believes the headers before the data, and finds what lies within other entries. */
    @Test
    void refusesEntriesWithinOthers() throws IOException {
        String hidden = new String(
                RawZip.of().entry("META-INF/MANIFEST.MF", "A: b\r\n\r\n").bytes(), StandardCharsets.ISO_8859_1);

        assertRefused(inspect(RawZip.of().localData("").entry("a", hidden).bytes()), "zip.malformed");
        assertRefused(inspect(RawZip.of().localData("").entry("a/", hidden).bytes()), "zip.malformed");
        assertRefused(inspect(RawZip.of().entry("a/", hidden).bytes()), "zip.malformed");
        assertRefused(inspect(RawZip.of().flags(8).entry("a", hidden).bytes()), "zip.unsupported-feature");
    }

    @Test
    void readsWhatFollowsACompressedEntry() throws IOException {
        byte[] sound = sound().bytes();
        int last = sound.length;
        do {
            last--;
        } while (sound[last] != 'P' || sound[last + 1] != 'K' || sound[last + 2] != 7 || sound[last + 3] != 8);
        assertThat(inspect(sound).accepted()).isTrue();

        for (int i = 0; i < 16; i++) {
            byte[] changed = sound.clone();
            changed[last + i]++;
            assertRefused(inspect(changed), "zip.malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"META-INF/STRANGER.SF", "META-INF/stranger.rsa", "META-INF/X.EC", "META-INF/SIG-X"})
    void refusesSignaturesOfTheJarFormat(String name) {
        assertRefused(inspect(sound().entry(name, "x")), "zip.jar-signature");
    }

    @Test
    void refusesBombs() {
        assertRefused(inspect(sound().entry("zeros.bin", new byte[20 << 20])), "zip.bomb");
        assertRefused(inspect(sound().entry("huge.bin", new byte[40 << 20])), "zip.too-large");
        ExtensionJar many = sound();
        for (int i = 0; i < 20_001; i++) {
            many.entry("f" + i, new byte[0]);
        }
        assertRefused(inspect(many), "zip.too-many-entries");
    }

    @Test
    void survivesAnyDamageToASoundPackage() throws IOException {
        byte[] sound =
                withComponent(component("<property name='a' value='b'/>")).bytes();
        Random random = new Random(42);
        for (int round = 0; round < 400; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(10) == 0 ? random.nextInt(damaged.length) : damaged.length;
            assertThat(inspect(Arrays.copyOf(damaged, length)).sha256()).hasSize(64);
        }
    }

    @Test
    void hidesControlCharactersOfHostileNames() throws IOException {
        GateReport report = inspect(RawZip.of().entry("\u001b[31m/../x", "x").bytes());

        assertThat(report.findings().get(0).location()).doesNotContain("\u001b");
        assertThat(HexFormat.of().parseHex(report.sha256())).hasSize(32);
    }
}
