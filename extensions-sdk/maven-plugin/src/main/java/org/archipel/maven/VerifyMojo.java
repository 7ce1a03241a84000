package org.archipel.maven;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.archipel.toolkit.Verification;

/**
 * Tells what the platform will say of the package: its gate and its rewriting run here, without a platform. Fails if the package is
 * refused. The report is told on the console and written as JSON.
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class VerifyMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** The package; the project's own if unset. */
    @Parameter(property = "archipel.package")
    private File packageFile;

    /** Where the report is written as JSON. */
    @Parameter(property = "archipel.report", defaultValue = "${project.build.directory}/archipel-verification.json")
    private File report;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (packageFile == null && ProjectPackage.isNone(project)) {
            return;
        }
        Path jar = ProjectPackage.existing(project, packageFile);
        Verification verification = Verification.of(jar);
        write(verification);
        if (!verification.accepted()) {
            throw new MojoFailureException(verification.text());
        }
        if (verification.report().findings().isEmpty()) {
            getLog().info(verification.text());
        } else {
            verification.text().lines().forEach(getLog()::warn);
        }
    }

    private void write(Verification verification) throws MojoExecutionException {
        try {
            Path file = report.toPath();
            Files.createDirectories(file.toAbsolutePath().getParent());
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), verification.json());
        } catch (IOException e) {
            throw new MojoExecutionException("the report cannot be written: " + e.getMessage(), e);
        }
    }
}
