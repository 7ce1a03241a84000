package org.archipel.sdk.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles one class with the processor into a folder. */
final class Compilation {
    private final Path classes;
    private final Path sources;
    private final List<Diagnostic<? extends JavaFileObject>> errors = new ArrayList<>();

    private Compilation(Path folder) throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        sources = Files.createDirectories(folder.resolve("sources"));
    }

    /** @param resource a path and its content, copied beside the classes as a build does; may be empty */
    static Compilation of(Path folder, String version, String annotations, String... resource) {
        String code =
                "package com.acme; import org.archipel.sdk.*; import org.archipel.sdk.NeedsPermission.Condition;\n"
                        + annotations + "\npublic class Sample {}";
        try {
            Compilation compilation = new Compilation(folder);
            for (int i = 0; i < resource.length; i += 2) {
                Files.writeString(compilation.classes.resolve(resource[i]), resource[i + 1]);
            }
            compilation.run(version, code);
            return compilation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String version, String code) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("mem:///com/acme/Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return code;
                    }
                };
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(sources));
            List<String> options = version.isEmpty() ? List.of() : List.of("-Aarchipel.version=" + version);
            var task = compiler.getTask(null, files, diagnostics, options, null, List.of(source));
            task.setProcessors(List.of(new ExtensionProcessor()));
            task.call();
        }
        diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .forEach(errors::add);
    }

    List<String> errors() {
        return errors.stream().map(error -> error.getMessage(Locale.ROOT)).toList();
    }

    boolean wroteDescriptor() {
        return Files.exists(classes.resolve(ExtensionProcessor.DESCRIPTOR));
    }

    String descriptor() {
        return read(classes.resolve(ExtensionProcessor.DESCRIPTOR));
    }

    String permissions() {
        return read(classes.resolve(ExtensionProcessor.PERMISSIONS));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
