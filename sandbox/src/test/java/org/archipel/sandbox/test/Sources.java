package org.archipel.sandbox.test;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java source text of tiny extensions in memory, against the class path of the tests. */
public final class Sources {
    private Sources() {}

    /** @return class files by path */
    public static Map<String, byte[]> compile(String className, String source) {
        return compile(className, source, 17);
    }

    /** @param release the version of Java whose methods it may call */
    public static Map<String, byte[]> compile(String className, String source, int release) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> outputs = new LinkedHashMap<>();
        StringWriter messages = new StringWriter();
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                        return new Output(name, outputs);
                    }
                };
        JavaFileObject input =
                new SimpleJavaFileObject(
                        URI.create("mem:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "--release", Integer.toString(release), "-proc:none", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, files, null, options, null, List.of(input))
                .call()) {
            throw new IllegalArgumentException(messages.toString());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        outputs.forEach((name, bytes) -> classes.put(name.replace('.', '/') + ".class", bytes.toByteArray()));
        return classes;
    }

    private static final class Output extends SimpleJavaFileObject {
        private final String name;
        private final Map<String, ByteArrayOutputStream> outputs;

        Output(String name, Map<String, ByteArrayOutputStream> outputs) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.outputs = outputs;
        }

        @Override
        public OutputStream openOutputStream() {
            return outputs.computeIfAbsent(name, key -> new ByteArrayOutputStream());
        }
    }
}
