package org.archipel.maven;

import aQute.bnd.classfile.ClassFile;
import aQute.bnd.classfile.SourceFileAttribute;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.archipel.sdk.processor.ExtensionProcessor;

/**
 * Compiles the whole extension in this process, whose compiler and annotation processor are warm. Classes go where Maven puts them.
 *
 * @param options for the compiler, without class path and folders
 */
record Compilation(List<Path> sources, List<Path> resources, List<Path> classPath, Path output, List<String> options) {
    /** What is wrong, for the developer; empty if nothing is. */
    List<String> run() throws IOException {
        Files.createDirectories(output);
        Set<Path> made = new HashSet<>();
        for (Path root : resources) {
            copy(root, made);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return List.of("Maven runs on a JRE; hot reload needs a JDK");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8);
                Noting files = new Noting(standard, made)) {
            List<File> units = files();
            if (units.isEmpty()) {
                return List.of("there are no sources");
            }
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(),
                    files,
                    diagnostics,
                    arguments(),
                    null,
                    standard.getJavaFileObjectsFromFiles(units));
            task.setProcessors(List.of(new ExtensionProcessor()));
            if (!task.call()) {
                return errors(diagnostics);
            }
        }
        removeClassesBut(made);
        return List.of();
    }

    /** Notes which files are made. */
    private static final class Noting extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Set<Path> made;

        private Noting(StandardJavaFileManager files, Set<Path> made) {
            super(files);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            JavaFileObject file = super.getJavaFileForOutput(location, className, kind, sibling);
            made.add(Path.of(file.toUri()).toAbsolutePath());
            return file;
        }
    }

    /**
     * All Java sources were compiled: any other class of one is of a source that is gone, and would go on contributing. Classes of
     * other compilers, of resources and below {@code META-INF} are none of this one's.
     */
    private void removeClassesBut(Set<Path> made) throws IOException {
        Path root = output.toAbsolutePath();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.startsWith(root.resolve("META-INF")) && !made.contains(file))
                    .toList()) {
                if (isOfJavaSource(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What names no source, or is no class, may be a leftover as well. */
    private static boolean isOfJavaSource(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return Stream.of(ClassFile.parseClassFile(in).attributes)
                    .filter(SourceFileAttribute.class::isInstance)
                    .map(SourceFileAttribute.class::cast)
                    .allMatch(attribute -> attribute.sourcefile.endsWith(".java"));
        } catch (IOException | RuntimeException noClass) {
            return true;
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each ->
                        (each.getSource() == null ? "" : each.getSource().getName() + ":" + each.getLineNumber() + ": ")
                                + each.getMessage(Locale.ROOT))
                .toList();
    }

    private List<String> arguments() throws IOException {
        Path generated = Files.createDirectories(
                output.resolveSibling("generated-sources").resolve("annotations"));
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", output.toString(), "-s", generated.toString()));
        arguments.addAll(List.of("-cp", String.join(File.pathSeparator, paths())));
        return arguments;
    }

    private List<String> paths() {
        return classPath.stream().map(Path::toString).toList();
    }

    private List<File> files() throws IOException {
        List<File> units = new ArrayList<>();
        for (Path root : sources) {
            if (Files.exists(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::toFile)
                            .forEach(units::add);
                }
            }
        }
        return units;
    }

    private void copy(Path root, Set<Path> made) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = output.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                made.add(target.toAbsolutePath());
            }
        }
    }
}
