package org.archipel.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.example.attacks.Attack;
import org.example.attacks.LargeResources;
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

    @Attack(number = 301, title = "A resource of megabytes, read again and again", expected = Verdict.KILLED)
    static final class ReadAgain implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return LargeResources.Again.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            byte[] content = new byte[4 << 20];
            new Random(1).nextBytes(content);
            sound.entry("large.bin", content);
        }
    }

    @Attack(
            number = 301,
            title = "Millions of short texts in a file",
            expected = Verdict.DENIED,
            by = "java.util.PropertyResourceBundle of more than")
    static final class ManyTexts implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return LargeResources.Texts.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            StringBuilder texts = new StringBuilder();
            Random random = new Random(1);
            for (int i = 0; i < 1_500_000; i++) {
                texts.append(Integer.toString(random.nextInt(1 << 30), Character.MAX_RADIX))
                        .append('\n');
            }
            sound.entry("many.properties", AttackPackage.bytes(texts.toString()));
        }
    }

    @Attack(number = 304, title = "A provider that takes for ever when it is made", expected = Verdict.KILLED)
    static final class EndlessProvider implements CraftedAttack {
        @Override
        public Class<? extends Probe> probe() {
            return LargeResources.Provided.class;
        }

        @Override
        public void craft(AttackPackage sound) {
            sound.entry(
                    "META-INF/services/" + LargeResources.Provided.Work.class.getName(),
                    AttackPackage.bytes(LargeResources.Provided.Endless.class.getName() + "\n"));
        }
    }
}
