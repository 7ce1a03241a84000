package org.archipel.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.License;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.archipel.toolkit.PackageBuilder;

/** The package that a project makes. */
final class ProjectPackage {
    private ProjectPackage() {}

    /** Whether the project makes no package, but is the parent of others. */
    static boolean isNone(MavenProject project) {
        return project.getPackaging().equals("pom");
    }

    /** A builder for the project's classes, with the project's own {@code bnd.bnd} if there is one. */
    static PackageBuilder builder(MavenProject project) throws MojoExecutionException {
        try {
            return PackageBuilder.of(Path.of(project.getBuild().getOutputDirectory()))
                    .classPath(project.getCompileClasspathElements().stream()
                            .map(Path::of)
                            .filter(entry ->
                                    !entry.equals(Path.of(project.getBuild().getOutputDirectory())))
                            .toList())
                    .licence(licence(project))
                    .instructions(project.getBasedir().toPath().resolve("bnd.bnd"));
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the project's dependencies are not resolved", e);
        }
    }

    /** The licences that the project or a parent of it names, of which one may choose; never that of the SDK's own parent. */
    private static Optional<String> licence(MavenProject project) {
        for (MavenProject of = project; of != null && !isSdk(of); of = of.getParent()) {
            List<License> named = of.getOriginalModel().getLicenses();
            if (!named.isEmpty()) {
                return Optional.of(named.stream().map(License::getName).collect(Collectors.joining(" OR ")));
            }
        }
        return Optional.empty();
    }

    private static boolean isSdk(MavenProject project) {
        return project.getGroupId().equals("org.archipel");
    }

    static Path fileOf(MavenProject project) {
        return Path.of(project.getBuild().getDirectory(), project.getBuild().getFinalName() + ".jar");
    }

    /** The package to work on: the given file, or what the build made. */
    static Path existing(MavenProject project, File given) throws MojoExecutionException {
        Path file = given == null ? fileOf(project) : given.toPath();
        if (!Files.isRegularFile(file)) {
            throw new MojoExecutionException("there is no package " + file + "; build it first: mvn package");
        }
        return file;
    }
}
