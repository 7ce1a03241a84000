package org.archipel.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.archipel.toolkit.PackagingException;

/** Makes the extension's package of its classes: manifest, components, descriptor. The same sources give the same bytes. */
@Mojo(
        name = "package",
        defaultPhase = LifecyclePhase.PACKAGE,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class PackageMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (ProjectPackage.isNone(project)) {
            return;
        }
        Path jar = ProjectPackage.fileOf(project);
        try {
            ProjectPackage.builder(project).writeTo(jar);
        } catch (PackagingException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
        project.getArtifact().setFile(jar.toFile());
        getLog().info("Made " + jar);
    }
}
