package org.archipel.toolkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiled classes of a tiny extension. */
final class CompiledExtension {
    private CompiledExtension() {}

    /** @param body of the function's method */
    static Path in(Path folder, String body) {
        String source = """
                package com.acme.tiny;
                import com.fasterxml.jackson.databind.JsonNode;
                import com.fasterxml.jackson.databind.node.TextNode;
                import java.util.List;
                import org.archipel.api.transform.TransformFunction;
                import org.osgi.service.component.annotations.Component;
                @Component(property = TransformFunction.NAME + "=tiny")
                public final class Tiny implements TransformFunction {
                    @Override
                    public JsonNode apply(List<JsonNode> arguments) {
                        %s
                    }
                }
                """.formatted(body);
        try {
            Path classes = Files.createDirectories(folder.resolve("classes"));
            Path file = folder.resolve("Tiny.java");
            Files.writeString(file, source);
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            int outcome = compiler.run(
                    null,
                    null,
                    null,
                    "--release",
                    "17",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString(),
                    file.toString());
            if (outcome != 0) {
                throw new IllegalArgumentException("the source does not compile");
            }
            Path descriptor = classes.resolve(PackageBuilder.DESCRIPTOR);
            Files.createDirectories(descriptor.getParent());
            Files.writeString(descriptor, """
                    {"id": "com.acme.tiny", "version": "1.2.0", "name": "Tiny \\u00e9 $x", "description": "A test.",
                     "category": "SALES", "publisher": "Acme", "platformRange": "[1.0,2)",
                     "permissions": [{"resource": "transform", "actions": ["provide"], "reason": "To test."}]}
                    """);
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    static Path packaged(Path folder, String body) {
        Path jar = folder.resolve("tiny.jar");
        PackageBuilder.of(in(folder, body)).classPath(classPath()).writeTo(jar);
        return jar;
    }
}
