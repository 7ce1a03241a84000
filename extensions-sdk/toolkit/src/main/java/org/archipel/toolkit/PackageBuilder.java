package org.archipel.toolkit;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Manifest;

/**
 * Makes the package of an extension from its compiled classes. The manifest's headers follow from the descriptor that the annotation
 * processor wrote, imports and components from the classes; the same classes give the same bytes.
 */
public final class PackageBuilder {
    /** Where the annotation processor writes the descriptor, below the classes. */
    public static final String DESCRIPTOR = "META-INF/archipel/extension.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIMESTAMP = 1_767_225_600_000L;

    private final Path classes;
    private final List<Path> classPath = new ArrayList<>();
    private Optional<Path> instructions = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> licence = Optional.empty();

    private PackageBuilder(Path classes) {
        this.classes = classes;
    }

    /** @param classes the folder with the compiled classes, resources and descriptor */
    public static PackageBuilder of(Path classes) {
        return new PackageBuilder(classes);
    }

    /** What the classes were compiled against: the versions of imports follow from it. Files that do not exist are left out. */
    public PackageBuilder classPath(Collection<Path> jars) {
        jars.stream()
                .filter(entry -> !entry.toString().isEmpty() && Files.exists(entry))
                .forEach(classPath::add);
        return this;
    }

    /** Further instructions for bnd, for example to embed a library; left out if there is no such file. */
    public PackageBuilder instructions(Path file) {
        instructions = Optional.of(file).filter(Files::isRegularFile);
        return this;
    }

    /** Another version than the descriptor has, in the package's manifest and descriptor. */
    public PackageBuilder version(String osgiVersion) {
        version = Optional.of(osgiVersion);
        return this;
    }

    /** Under which licence the extension may be used, as an SPDX expression; a {@code Bundle-License} of the instructions goes before it. */
    public PackageBuilder licence(Optional<String> expression) {
        licence = expression;
        return this;
    }

    /**
     * Writes the package, in place of an earlier one.
     *
     * @throws PackagingException with what bnd says is wrong
     */
    public void writeTo(Path jar) {
        try (Builder builder = new Builder()) {
            builder.setTrace(false);
            builder.setBase(classes.toFile());
            builder.addProperties(standard());
            if (instructions.isPresent()) {
                builder.setBase(instructions.get().toAbsolutePath().getParent().toFile());
                builder.addProperties(builder.loadProperties(instructions.get().toFile()));
            }
            PackageHeaders.of(descriptor(), version).forEach(builder::setProperty);
            licence.filter(expression -> builder.getProperty(Constants.BUNDLE_LICENSE) == null)
                    .ifPresent(expression -> builder.setProperty(Constants.BUNDLE_LICENSE, expression));
            for (Path entry : classPath) {
                builder.addClasspath(entry.toFile());
            }
            Jar content = new Jar("classes", classes.toFile());
            content.setManifest(new Manifest());
            builder.setJar(content);
            build(builder, jar);
        } catch (PackagingException e) {
            throw e;
        } catch (Exception e) {
            // bnd declares no narrower type.
            throw new PackagingException("the package could not be made: " + e.getMessage(), e);
        }
    }

    private void build(Builder builder, Path jar) throws Exception {
        Jar made = builder.build();
        if (!builder.getErrors().isEmpty()) {
            throw new PackagingException(String.join("\n", builder.getErrors()), null);
        }
        if (version.isPresent()) {
            byte[] changed = JSON.writeValueAsBytes(descriptor().put("version", version.get()));
            made.putResource(DESCRIPTOR, new EmbeddedResource(changed, TIMESTAMP));
        }
        made.setReproducible(Long.toString(TIMESTAMP / 1000));
        made.removePrefix("META-INF/maven");
        File fresh = Files.createTempFile(
                        Files.createDirectories(jar.toAbsolutePath().getParent()), "package-", ".tmp")
                .toFile();
        try {
            made.write(fresh);
            Files.move(fresh.toPath(), jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh.toPath());
        }
    }

    private static Properties standard() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = PackageBuilder.class.getResourceAsStream("package.bnd")) {
            properties.load(in);
        }
        return properties;
    }

    private ObjectNode descriptor() throws IOException {
        Path file = classes.resolve(DESCRIPTOR);
        if (!Files.exists(file)) {
            throw new PackagingException(
                    "there is no " + DESCRIPTOR + " in " + classes + ": put @Extension on a class and compile", null);
        }
        return (ObjectNode) JSON.readTree(file.toFile());
    }
}
