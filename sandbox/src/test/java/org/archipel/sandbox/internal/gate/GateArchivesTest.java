package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.test.ExtensionJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate makes of archives that are read in more than one way, or hardly at all. */
class GateArchivesTest extends InspectedPackages {
    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(inspect("hello".getBytes(StandardCharsets.UTF_8)), "zip.not-an-archive");
        assertRefused(inspect(new byte[0]), "zip.not-an-archive");
        assertRefused(inspect(new byte[100_000]), "zip.not-an-archive");
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

    @Test
    void aFolderWhoseModeIsAllOnesIsNoLink() throws IOException {
        assertThat(rules(RawZip.of().mode(0177777).entry("a/", ""))).doesNotContain("zip.symbolic-link");
        assertThat(rules(RawZip.of().mode(0177777).entry("a", ""))).contains("zip.symbolic-link");
        assertThat(rules(RawZip.of().mode(0120777).entry("a/", ""))).contains("zip.symbolic-link");
    }

    private List<String> rules(RawZip zip) throws IOException {
        return inspect(zip.bytes()).findings().stream().map(Finding::rule).toList();
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
