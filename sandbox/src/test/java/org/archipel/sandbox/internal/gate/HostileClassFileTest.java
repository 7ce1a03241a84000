package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler made are refused with their place, whatever is wrong with them. */
class HostileClassFileTest {
    private static final Gate GATE = new Gate(new Vocabulary());
    private static final String PLACE = "com/acme/A.class";

    @TempDir
    Path folder;

    private static byte[] sound() {
        return Sources.compile(
                        "com.acme.A",
                        "package com.acme; class A { int f(int x) { try { return 10 / x; } finally { x++; } } }")
                .get(PLACE);
    }

    private GateReport inspect(byte[] classFile) {
        return GATE.inspect(ExtensionJar.of("com.acme.test", "1.0.0")
                .entry(PLACE, classFile)
                .writeTo(folder));
    }

    private void assertRefused(byte[] classFile, String rule) {
        GateReport report = inspect(classFile);
        assertThat(report.accepted()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> finding.location().startsWith(PLACE))
                .extracting(Finding::rule)
                .contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Lcom/acme/A;", "com/acme/A;", "com/acme.A", "com/acme/[A"})
    void refusesAClassWhoseNameIsNone(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitEnd();

        assertThat(GATE.inspect(ExtensionJar.of("com.acme.test", "1.0.0")
                                .entry(name + ".class", writer.toByteArray())
                                .writeTo(folder))
                        .findings())
                .extracting(Finding::rule)
                .contains("class.malformed");
    }

    @Test
    void refusesAClassFileThatEndsAnywhereEarly() {
        byte[] sound = sound();
        assertThat(inspect(sound).accepted()).isTrue();
        for (int length = 0; length < sound.length; length += 3) {
            assertRefused(Arrays.copyOf(sound, length), "class.malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {45, 51, 62, 99, 65_535})
    void refusesForeignVersions(int version) {
        byte[] changed = sound();
        changed[6] = (byte) (version >> 8);
        changed[7] = (byte) version;
        assertRefused(changed, "class.version");
    }

    /** Of a library as well: those have no frames by which the JVM must verify them, or need not. */
    @ParameterizedTest
    @ValueSource(ints = {49, 50, 51})
    void refusesOlderClassesOfLibraries(int version) throws IOException {
        byte[] changed = sound();
        changed[7] = (byte) version;
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(library)) {
            zip.putNextEntry(new ZipEntry(PLACE));
            zip.write(changed);
        }
        GateReport report = GATE.inspect(ExtensionJar.of("com.acme.test", "1.0.0")
                .header("Bundle-ClassPath", ".,lib/old.jar")
                .entry("lib/old.jar", library.toByteArray())
                .writeTo(folder));
        assertThat(report.accepted()).isFalse();
        assertThat(report.findings()).extracting(Finding::rule).contains("class.version");
    }

    @Test
    void refusesPreviewVersions() {
        byte[] changed = sound();
        changed[4] = (byte) 0xFF;
        changed[5] = (byte) 0xFF;
        assertRefused(changed, "class.version");
    }

    @Test
    void refusesAConstantPoolThatIsLongerOrShorterThanItSays() {
        for (int difference : new int[] {-1, 1, 1_000}) {
            byte[] changed = sound();
            int count = (changed[8] << 8 | changed[9] & 0xFF) + difference;
            changed[8] = (byte) (count >> 8);
            changed[9] = (byte) count;
            assertRefused(changed, "class.malformed");
        }
    }

    @Test
    void survivesAnyDamage() {
        byte[] sound = sound();
        Random random = new Random(5);
        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(inspect(damaged).findings())
                    .noneMatch(finding -> finding.rule().equals("gate.unreadable"));
        }
    }

    @Test
    void takesAMethodOfTheLargestSize() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "com/acme/A", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "f", "()V", null, null);
        code.visitCode();
        for (int i = 0; i < 65_534; i++) {
            code.visitInsn(Opcodes.NOP);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        assertThat(inspect(writer.toByteArray()).findings())
                .noneMatch(finding -> finding.rule().equals("class.malformed"));
    }
}
