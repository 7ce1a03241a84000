package org.archipel.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.example.attacks.Attack;
import org.example.attacks.Probe;
import org.example.attacks.ResourceUse;
import org.example.attacks.Verdict;
import org.example.attacks.YamlUse;
import org.yaml.snakeyaml.Yaml;

/** Extensions with a library in them, as anybody's. */
final class LibraryUses {
    private LibraryUses() {}

    private static byte[] jar(Class<?> of) {
        try {
            return Files.readAllBytes(Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Attack(
            number = 252,
            title = "YAML, read and written by a library that logs by a logger of the JDK",
            expected = Verdict.ALLOWED)
    static final class WithYaml implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return YamlUse.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry("lib/snakeyaml.jar", jar(Yaml.class)).header("Bundle-ClassPath", ".,lib/snakeyaml.jar");
        }
    }

    @Attack(
            number = 300,
            title = "Resources, texts and providers that the package brought along",
            expected = Verdict.ALLOWED)
    static final class WithResources implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return ResourceUse.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(ResourceUse.FILE, AttackPackage.bytes("own"))
                    .entry("texts.properties", AttackPackage.bytes("hello=Hello"))
                    .entry("texts_fr.properties", AttackPackage.bytes("hello=Bonjour"))
                    .entry(
                            "META-INF/services/" + ResourceUse.Shape.class.getName(),
                            AttackPackage.bytes(ResourceUse.Round.class.getName() + "\n"));
        }
    }
}
