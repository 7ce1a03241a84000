package org.archipel.marketplace.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Credentials where they hide, and texts that are made to hold the search up. */
class SecretsCheckTest {
    @TempDir
    private Path folder;

    /** Of each the length is a letter or a digit, which stands before it in the class file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
                "xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx",
                "sk_live_abcdefghijklmnopqrstuvwxyz0123456789abcd",
                "ark_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
            })
    void credentialsInConstantsOfClassesAreFoundWhateverTheirLength(String secret) {
        var verdict = examine(TestExtension.version("1.0.0").entry("com/acme/Keys.class", classWith(secret)));

        assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(Check.Outcome.FAILED);
    }

    @Test
    void credentialsInArchivesOfAnyNameAreFound() {
        var inner = zip("deep.txt", "AKIAIOSFODNN7EXAMPLE".getBytes(StandardCharsets.UTF_8));

        var verdict = examine(TestExtension.version("1.0.0").entry("data/notes.bin", zip("inner.zip", inner)));

        assertThat(verdict.detail()).contains("data/notes.bin!/inner.zip!/deep.txt contains an AWS access key");
    }

    @Test
    void textsThatAreMadeToHoldTheSearchUpDoNot() {
        var texts = List.of(
                "eyJ-".repeat(1_000_000),
                "-----BEGIN PRIVATE KEY-----" + " ".repeat(2_000_000),
                "-----BEGIN PRIVATE KEY-----" + "\\n".repeat(1_000_000),
                "-----BEGIN " + "PRIVATE KEY ".repeat(200_000),
                "http://" + "a".repeat(2_000_000) + ":" + "b".repeat(2_000_000),
                "xoxb-" + "1".repeat(2_000_000));
        var extension = TestExtension.version("1.0.0");
        for (int i = 0; i < texts.size(); i++) {
            extension.entry("text" + i, texts.get(i).getBytes(StandardCharsets.UTF_8));
        }

        var verdict = assertTimeoutPreemptively(Duration.ofMinutes(2), () -> examine(extension));

        assertThat(verdict.outcome()).as(verdict.detail()).isEqualTo(Check.Outcome.PASSED);
    }

    @Test
    void anArchiveThatUnpacksToVeryMuchIsNotUnpacked() {
        var bomb = zip("zeros", new byte[40 << 20]);

        assertThatThrownBy(() -> examine(TestExtension.version("1.0.0").entry("lib/unused.jar", bomb)))
                .isInstanceOf(UnfitPackageException.class)
                .hasMessageContaining("unpack to more than is allowed");
    }

    @Test
    void aFolderThatUnpacksToSomethingIsNotUnpacked() {
        assertThatThrownBy(() -> examine(
                        TestExtension.version("1.0.0").entry("lib/unused.jar", zip("zeros/", new byte[1 << 20]))))
                .isInstanceOf(UnfitPackageException.class)
                .hasMessageContaining("unpack to more than is allowed");
        assertThat(examine(TestExtension.version("1.0.0").entry("lib/unused.jar", zip("folder/", new byte[0])))
                        .outcome())
                .isEqualTo(Check.Outcome.PASSED);
    }

    @Test
    void anArchiveThatIsDamagedIsNoErrorOfTheCheck() {
        var damaged = zip("a", new byte[10_000]);
        damaged[45] ^= 0x55;
        damaged[46] ^= 0x55;

        assertThatThrownBy(() -> examine(TestExtension.version("1.0.0").entry("lib/unused.jar", damaged)))
                .isInstanceOf(UnfitPackageException.class)
                .hasMessageContaining("lib/unused.jar cannot be read as a stream (invalid");
    }

    @Test
    void whatIsToBeDoneAboutAnArchiveWithAPasswordIsSaid() {
        var encrypted = zip("a", new byte[10]);
        encrypted[6] |= 1;

        assertThatThrownBy(() -> examine(TestExtension.version("1.0.0").entry("data/form.bin", encrypted)))
                .isInstanceOf(UnfitPackageException.class)
                .hasMessage("the archive data/form.bin cannot be read as a stream (encrypted ZIP entry not supported);"
                        + " pack it again with deflated entries and no password");
    }

    @Test
    void whatIsToBeDoneAboutAnArchiveThatTellsTheLengthOfAStoredEntryBehindItIsSaid() {
        var stored = zip("a", new byte[10]);
        stored[8] = ZipEntry.STORED;

        assertThatThrownBy(() -> examine(TestExtension.version("1.0.0").entry("data/form.bin", stored)))
                .isInstanceOf(UnfitPackageException.class)
                .hasMessageContaining("only DEFLATED entries")
                .hasMessageContaining("pack it again with deflated entries");
    }

    @Test
    void anArchiveThatIsCutOffIsNoErrorOfTheCheck() {
        var whole = zip("a", new byte[10_000]);

        for (int length : new int[] {30, 36}) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> examine(TestExtension.version("1.0.0").entry("lib/unused.jar", cut)))
                    .isInstanceOf(UnfitPackageException.class)
                    .hasMessageContaining("cannot be read as a stream (")
                    .hasMessageNotContaining("null");
        }
    }

    private Verdict examine(TestExtension extension) {
        try {
            var file = Files.write(folder.resolve("package.jar"), extension.bytes());
            return new SecretsCheck().examine(new Submission(null, file, List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] classWith(String constant) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Keys", null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "KEY", "Ljava/lang/String;", null, constant)
                .visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
