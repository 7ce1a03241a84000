package org.archipel.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageBuilderTest {
    @TempDir
    Path folder;

    private static Attributes headers(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    @Test
    void headersFollowFromTheDescriptorAndImportsFromTheClasses() throws IOException {
        Path jar = CompiledExtension.packaged(folder, "return TextNode.valueOf(\"x\");");
        Attributes headers = headers(jar);
        assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("com.acme.tiny");
        assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.2.0");
        assertThat(headers.getValue("Bundle-Name")).isEqualTo("Tiny \u00e9 $x");
        assertThat(headers.getValue("Provide-Capability")).contains("category=SALES");
        assertThat(headers.getValue("Import-Package")).contains("org.archipel.api.transform;version=\"[1.0,2)\"");
        assertThat(headers.getValue("Service-Component")).isEqualTo("OSGI-INF/com.acme.tiny.Tiny.xml");
        assertThat(Verification.of(jar).accepted()).isTrue();
    }

    @Test
    void theSameClassesGiveTheSameBytes() throws IOException {
        Path classes = CompiledExtension.in(folder, "return null;");
        PackageBuilder builder = PackageBuilder.of(classes).classPath(CompiledExtension.classPath());
        builder.writeTo(folder.resolve("one.jar"));
        builder.writeTo(folder.resolve("other.jar"));
        assertThat(folder.resolve("one.jar")).hasSameBinaryContentAs(folder.resolve("other.jar"));
    }

    @Test
    void anotherVersionIsThatOfManifestAndDescriptor() throws IOException {
        Path jar = folder.resolve("tiny.jar");
        PackageBuilder.of(CompiledExtension.in(folder, "return null;"))
                .classPath(CompiledExtension.classPath())
                .version("1.2.0.dev-0001")
                .writeTo(jar);
        assertThat(headers(jar).getValue("Bundle-Version")).isEqualTo("1.2.0.dev-0001");
        assertThat(Verification.of(jar).report().descriptor())
                .hasValueSatisfying(
                        descriptor -> assertThat(descriptor.version()).isEqualTo("1.2.0.dev-0001"));
    }

    @Test
    void instructionsOfTheProjectComeOnTop() throws IOException {
        Path instructions = folder.resolve("bnd.bnd");
        Files.writeString(instructions, "Bundle-Copyright: Acme\n");
        Path jar = folder.resolve("tiny.jar");
        PackageBuilder.of(CompiledExtension.in(folder, "return null;"))
                .classPath(CompiledExtension.classPath())
                .instructions(instructions)
                .writeTo(jar);
        assertThat(headers(jar).getValue("Bundle-Copyright")).isEqualTo("Acme");
    }

    /** As the guide says, with a library that is at hand here. */
    @Test
    void anEmbeddedLibraryIsOnTheClassPathOfThePackage() throws IOException {
        Path guide = Path.of("..", "..", "docs", "extensions", "maven-plugin.md");
        String shown = Pattern.compile("```bnd\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(guide))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        Path instructions = folder.resolve("bnd.bnd");
        Files.writeString(instructions, shown.replace("commons-codec", "junit-platform-commons"));
        Path jar = folder.resolve("tiny.jar");
        PackageBuilder.of(
                        CompiledExtension.in(
                                folder,
                                "return TextNode.valueOf(String.valueOf(org.junit.platform.commons.util.StringUtils.isBlank(\"x\")));"))
                .classPath(CompiledExtension.classPath())
                .instructions(instructions)
                .writeTo(jar);

        assertThat(headers(jar).getValue("Bundle-ClassPath")).isEqualTo(".,lib/junit-platform-commons.jar");
        assertThat(headers(jar).getValue("Import-Package")).doesNotContain("org.junit");
        assertThat(Verification.of(jar).accepted())
                .as(Verification.of(jar).text())
                .isTrue();
    }

    @Test
    void theLicenceIsNamedUnlessTheInstructionsNameOne() throws IOException {
        PackageBuilder builder = PackageBuilder.of(CompiledExtension.in(folder, "return null;"))
                .classPath(CompiledExtension.classPath())
                .licence(Optional.of("MIT OR Apache-2.0"));
        Path jar = folder.resolve("tiny.jar");
        builder.writeTo(jar);
        assertThat(headers(jar).getValue("Bundle-License")).isEqualTo("MIT OR Apache-2.0");

        Path instructions = folder.resolve("bnd.bnd");
        Files.writeString(instructions, "Bundle-License: EUPL-1.2\n");
        builder.instructions(instructions).writeTo(jar);
        assertThat(headers(jar).getValue("Bundle-License")).isEqualTo("EUPL-1.2");
    }

    @Test
    void classesWithoutADescriptorAreNoExtension() {
        assertThatThrownBy(() -> PackageBuilder.of(folder).writeTo(folder.resolve("tiny.jar")))
                .isInstanceOf(PackagingException.class)
                .hasMessageContaining("put @Extension on a class");
    }
}
