package org.archipel.sandbox.internal.gate;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.archipel.sandbox.internal.rewrite.weave.PackageClass;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.archipel.sandbox.internal.rule.Rule;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files can be parsed as a whole, lie where their name says, and are in packages that the extension may have. What their
 * code does is judged by {@link BytecodeCheck}.
 */
final class ClassFileCheck {
    private static final String RECOMPILE = "Compile and package the class again with an ordinary compiler.";
    private static final Rule MALFORMED = Rule.error("class.malformed", RECOMPILE);
    private static final Rule VERSION =
            Rule.error("class.version", "Compile for Java 8 to 17, for example with --release 17.");
    private static final Rule MISPLACED = Rule.error("class.misplaced", RECOMPILE);
    private static final Rule RESERVED = Rule.error(
            "class.reserved-package",
            "Move the class into a package of your own; do not embed what the platform provides.");
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/[0-9]+/");
    // None of the characters that separate names; the parser would take an array for one.
    private static final Pattern NAME = Pattern.compile("[^./;\\[]+(/[^./;\\[]+)*+");
    private static final int MAGIC = 0xCAFEBABE;
    // What the running JVM loads, as far as the parser knows it.
    private static final int NEWEST = Math.min(Opcodes.V25, Runtime.version().feature() - 17 + Opcodes.V17);

    private final Set<String> names = new HashSet<>();
    private final List<PackageClass> loadable = new ArrayList<>();
    private final Findings findings;
    private boolean sound = true;

    ClassFileCheck(Findings findings) {
        this.findings = findings;
    }

    /** @param place what stands before the path in findings */
    void check(String place, String path, byte[] bytes, String extensionId) {
        String expected = VERSIONED
                .matcher(path.substring(0, path.length() - ".class".length()))
                .replaceFirst("");
        try {
            checkVersion(place + path, bytes);
            ClassReader reader = new ClassReader(bytes);
            reader.accept(new ClassVisitor(Opcodes.ASM9) {}, 0);
            checkName(place + path, expected, reader.getClassName(), extensionId);
            loadable.add(new PackageClass(place, path, bytes));
        } catch (RuntimeException | StackOverflowError e) {
            // The parser trusts its input: an error of any kind means that the input is no class.
            sound = false;
            findings.add(MALFORMED, place + path, "the class file cannot be parsed");
        }
    }

    private void checkVersion(String location, byte[] bytes) {
        if (ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        int major = Byte.toUnsignedInt(bytes[6]) << 8 | Byte.toUnsignedInt(bytes[7]);
        int minor = Byte.toUnsignedInt(bytes[4]) << 8 | Byte.toUnsignedInt(bytes[5]);
        if (major < Opcodes.V1_8 || major > NEWEST || minor != 0) {
            findings.add(VERSION, location, "class file version " + major + "." + minor + " is not accepted");
        }
    }

    private void checkName(String location, String expected, String name, String extensionId) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a class");
        }
        if (!name.equals(expected)) {
            findings.add(MISPLACED, location, "the file holds the class " + name);
        }
        int slash = name.lastIndexOf('/');
        if (slash < 0 && !name.equals("module-info")) {
            findings.add(RESERVED, location, "classes stand in a package");
        } else if (slash > 0 && PackageNames.reserved(name.substring(0, slash).replace('/', '.'), extensionId)) {
            findings.add(RESERVED, location, "the package is reserved");
        }
        names.add(name);
    }

    /** Whether all classes could be parsed. */
    boolean sound() {
        return sound;
    }

    /** The classes that could be parsed, in the order of the class path. */
    List<PackageClass> classes() {
        return loadable;
    }

    /** Internal names of all classes seen. */
    Set<String> names() {
        return names;
    }
}
