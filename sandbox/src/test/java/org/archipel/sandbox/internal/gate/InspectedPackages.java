package org.archipel.sandbox.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Finding;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.io.TempDir;

/** A gate, and packages to put before it. */
abstract class InspectedPackages {
    static final Gate GATE = new Gate(new Vocabulary());
    static final String ID = "com.acme.test";

    @TempDir
    Path folder;

    static ExtensionJar sound() {
        return ExtensionJar.of(ID, "1.2.3");
    }

    GateReport inspect(ExtensionJar jar) {
        return GATE.inspect(jar.writeTo(folder));
    }

    GateReport inspect(byte[] bytes) throws IOException {
        return GATE.inspect(Files.write(Files.createTempFile(folder, "package", ".jar"), bytes));
    }

    static void assertRefused(GateReport report, String rule) {
        assertThat(report.accepted()).isFalse();
        assertThat(report.findings()).extracting(Finding::rule).contains(rule);
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.advice()).isNotBlank());
    }

    static String component(String body) {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"com.acme.test.Check\">"
                + "<implementation class=\"com.acme.test.Check\"/>" + body + "</scr:component>";
    }

    static ExtensionJar withComponent(String xml) {
        ExtensionJar jar =
                sound().header("Service-Component", "OSGI-INF/check.xml").entry("OSGI-INF/check.xml", xml);
        Sources.compile("com.acme.test.Check", "package com.acme.test; public class Check {}")
                .forEach(jar::entry);
        return jar;
    }
}
