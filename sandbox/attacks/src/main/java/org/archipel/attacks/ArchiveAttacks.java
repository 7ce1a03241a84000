package org.archipel.attacks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.example.attacks.Attack;
import org.example.attacks.Verdict;

/** Archives and lists of components that two readers read in two ways. */
final class ArchiveAttacks {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private ArchiveAttacks() {}

    /** The sound archive, and one more entry within which others lie for whoever reads from the beginning. */
    private static byte[] withEntriesWithin(String carrier, byte[] sound) {
        Map<String, byte[]> entries = entries(sound);
        byte[] manifest = AttackPackage.bytes(
                AttackPackage.text(entries.get(MANIFEST)).stripTrailing() + "\r\nDynamicImport-Package: *\r\n\r\n");
        StoredArchive archive = new StoredArchive();
        entries.forEach(archive::entry);
        return archive.carrier(carrier, StoredArchive.local(MANIFEST, manifest)).bytes();
    }

    private static Map<String, byte[]> entries(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** A thread that the component runtime would start, since a class of the JDK's does. */
    private static byte[] timer() {
        return AttackPackage.bytes("""
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="java.util.Timer" immediate="true">
                  <implementation class="java.util.Timer"/>
                </scr:component>
                """);
    }

    @Attack(
            number = 260,
            title = "A manifest within another entry, for who reads from the beginning",
            expected = Verdict.REFUSED,
            by = "zip.malformed")
    static final class ManifestInAFile implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.editArchive(archive -> withEntriesWithin("data.bin", archive));
        }
    }

    @Attack(
            number = 260,
            title = "A manifest within the entry of a folder",
            expected = Verdict.REFUSED,
            by = "zip.malformed")
    static final class ManifestInAFolder implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.editArchive(archive -> withEntriesWithin("data/", archive));
        }
    }

    @Attack(
            number = 261,
            title = "Components by a pattern with a backslash",
            expected = Verdict.REFUSED,
            by = "component.missing")
    static final class EscapedPattern implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Service-Component", AttackPackage.COMPONENT + ",OSGI-INF/tim\\er*")
                    .entry("OSGI-INF/timer.xml", timer());
        }
    }

    @Attack(
            number = 261,
            title = "Components by a pattern that begins with a slash",
            expected = Verdict.REFUSED,
            by = "component.missing")
    static final class RootedPattern implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Service-Component", AttackPackage.COMPONENT + ",/OSGI-INF/t*")
                    .entry("OSGI-INF/timer.xml", timer());
        }
    }

    @Attack(
            number = 261,
            title = "Components by a pattern that matches nothing in many ways",
            expected = Verdict.ALLOWED)
    static final class SlowPattern implements CraftedAttack {
        @Override
        public void craft(AttackPackage sound) {
            sound.header("Service-Component", AttackPackage.COMPONENT + "," + "*a".repeat(40) + "b")
                    .entry("a".repeat(400), new byte[0]);
        }
    }

    @Attack(number = 264, title = "Components without end", expected = Verdict.REFUSED, by = "component.too-many")
    static final class ManyComponents implements CraftedAttack {
        private static final int FILES = 150;
        private static final int COMPONENTS = 1_500;

        @Override
        public void craft(AttackPackage sound) {
            sound.header("Service-Component", AttackPackage.COMPONENT + ",OSGI-INF/many*.xml");
            for (int i = 0; i < FILES; i++) {
                sound.entry("OSGI-INF/many" + i + ".xml", components(sound.id() + "." + i));
            }
        }

        // Each name is its own, and each differs enough from the others for the file to be no bomb.
        private static byte[] components(String prefix) {
            StringBuilder file = new StringBuilder("<c xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\">");
            Random random = new Random(prefix.hashCode());
            for (int i = 0; i < COMPONENTS; i++) {
                file.append("<scr:component name=\"")
                        .append(prefix)
                        .append(Long.toHexString(random.nextLong()))
                        .append("\" immediate=\"true\"><implementation class=\"org.example.attacks.Harmless\"/>")
                        .append("<service><provide interface=\"org.archipel.api.rest.RestResource\"/></service>")
                        .append("</scr:component>");
            }
            return AttackPackage.bytes(file.append("</c>").toString());
        }
    }
}
