package org.archipel.api.baseline;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;

/**
 * What an API consists of, as bnd sees it, and as a text that can be reviewed: the exported packages with their versions, then each
 * element on a line, below the one that it belongs to, with what its coming and its going mean for the version.
 */
final class ApiSignature {
    private static final String API = "<api>";
    private static final String EXPORT = "export ";
    private static final Set<Type> TYPES = EnumSet.of(Type.CLASS, Type.INTERFACE, Type.ENUM, Type.ANNOTATION);

    private final Parameters exports;
    private final Tree tree;

    private ApiSignature(Parameters exports, Tree tree) {
        this.exports = exports;
        this.tree = tree;
    }

    /** Of compiled classes, whose packages say themselves whether they are exported. */
    static ApiSignature of(Path classes) throws Exception {
        try (Analyzer analyzer = new Analyzer();
                Jar jar = new Jar(classes.toFile())) {
            analyzer.setJar(jar);
            analyzer.setBundleSymbolicName("org.archipel.api");
            Manifest manifest = analyzer.calcManifest();
            jar.setManifest(manifest);
            Tree whole = new DiffPluginImpl().tree(jar);
            Tree.Data root = whole.serialize();
            root.children = new Tree.Data[] {own(whole.get(API).serialize())};
            Parameters exports = new Parameters();
            new Parameters(manifest.getMainAttributes().getValue("Export-Package"))
                    .forEach((name, attributes) -> exports.put(name, version(attributes.getVersion())));
            return new ApiSignature(exports, tree(root));
        }
    }

    /** Leaves out what types have of the JDK, which is another one with another JDK. */
    private static Tree.Data own(Tree.Data element) throws ClassNotFoundException {
        if (element.children == null) {
            return element;
        }
        boolean type = TYPES.contains(element.type);
        Set<String> methods =
                type ? methods(Class.forName(element.name, false, ApiSignature.class.getClassLoader())) : Set.of();
        List<Tree.Data> kept = new ArrayList<>();
        for (Tree.Data child : element.children) {
            boolean inherited = type
                    && child.type == Type.METHOD
                    && !methods.contains(child.name.substring(0, child.name.indexOf('(')));
            if (!inherited && !(child.type == Type.ANNOTATED && child.name.startsWith("jdk."))) {
                kept.add(own(child));
            }
        }
        element.children = kept.toArray(Tree.Data[]::new);
        return element;
    }

    /** Names of the methods that the type, or another one of the API above it, declares. */
    private static Set<String> methods(Class<?> type) {
        Set<String> names = new HashSet<>(Set.of("<init>"));
        for (Class<?> each = type;
                each != null && each.getName().startsWith("org.archipel.");
                each = each.getSuperclass()) {
            Arrays.stream(each.getDeclaredMethods()).map(Method::getName).forEach(names::add);
            for (Class<?> above : each.getInterfaces()) {
                names.addAll(methods(above));
            }
        }
        return names;
    }

    static ApiSignature read(Path file) throws Exception {
        Parameters exports = new Parameters();
        Deque<Tree.Data> above = new ArrayDeque<>();
        Tree.Data root = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(EXPORT)) {
                String[] words = line.split(" ");
                exports.put(words[1], version(words[2]));
            } else if (!line.isBlank()) {
                int depth = line.length() - line.stripLeading().length();
                Tree.Data element = element(line.strip());
                while (above.size() > depth) {
                    above.pop();
                }
                if (above.isEmpty()) {
                    root = element;
                } else {
                    append(above.peek(), element);
                }
                above.push(element);
            }
        }
        return new ApiSignature(exports, tree(root));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        exports.forEach((name, attributes) -> lines.add(EXPORT + name + " " + attributes.getVersion()));
        describe(tree, "", lines);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    /** The packages, each with what became of it since the other signature. */
    Set<Baseline.Info> since(ApiSignature older) throws Exception {
        try (Processor reporter = new Processor()) {
            return new Baseline(reporter, new DiffPluginImpl())
                    .baseline(tree, exports, older.tree, older.exports, new Instructions("*"));
        }
    }

    private static Attrs version(String version) {
        Attrs attributes = new Attrs();
        attributes.put("version", version);
        return attributes;
    }

    private static Tree tree(Tree.Data root) throws Exception {
        return new DiffPluginImpl().deserialize(root);
    }

    private static void describe(Tree element, String indent, Collection<String> lines) {
        lines.add(indent + element.getType() + " " + element.ifAdded() + " " + element.ifRemoved() + " "
                + element.getName());
        for (Tree child : element.getChildren()) {
            describe(child, indent + " ", lines);
        }
    }

    private static Tree.Data element(String line) {
        String[] words = line.split(" ", 4);
        Tree.Data element = new Tree.Data();
        element.type = Type.valueOf(words[0]);
        element.add = Delta.valueOf(words[1]);
        element.rem = Delta.valueOf(words[2]);
        element.name = words.length > 3 ? words[3] : "";
        return element;
    }

    private static void append(Tree.Data parent, Tree.Data child) {
        int size = parent.children == null ? 0 : parent.children.length;
        Tree.Data[] longer = new Tree.Data[size + 1];
        if (size > 0) {
            System.arraycopy(parent.children, 0, longer, 0, size);
        }
        longer[size] = child;
        parent.children = longer;
    }
}
