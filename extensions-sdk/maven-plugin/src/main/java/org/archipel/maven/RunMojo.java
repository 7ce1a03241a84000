package org.archipel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.FileSet;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.archipel.toolkit.PackagingException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Runs the extension in a platform on this machine, with all that it asks for granted, and runs it anew at each save: sources are
 * compiled in this process, the package goes through the platform's gate, and what ran before serves until the new one answers.
 */
@Mojo(name = "run", requiresDependencyResolution = ResolutionScope.COMPILE)
public final class RunMojo extends AbstractMojo {
    private static final long LOOK_MILLIS = 40;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String platformVersion;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession session;

    @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true, required = true)
    private List<RemoteRepository> repositories;

    /** An unpacked distribution to run; the released one of this version if unset. */
    @Parameter(property = "archipel.home")
    private File home;

    /** The port of the REST API; the usual 8080 if unset, or any that is free. */
    @Parameter(property = "archipel.port", defaultValue = "0")
    private int port;

    /** The extension's configuration as JSON; a change of it is effective at once. */
    @Parameter(property = "archipel.config", defaultValue = "${project.basedir}/config.json")
    private File config;

    /** Where the platform keeps its data; it is there again at the next run. */
    @Parameter(property = "archipel.folder", defaultValue = "${project.build.directory}/archipel")
    private File folder;

    /** Ends as soon as the extension runs; for scripts. */
    @Parameter(property = "archipel.once", defaultValue = "false")
    private boolean once;

    /** Settings of the platform, for example {@code archipel.network.private}. */
    @Parameter
    private Map<String, String> settings = Map.of();

    private final RepositorySystem repositorySystem;
    private int builds;

    @Inject
    public RunMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path state = folder.toPath().toAbsolutePath();
        try (LocalPlatform platform = LocalPlatform.start(distribution(state), state, port, settings)) {
            Handover handover = new Handover(platform);
            SourceWatch watch = new SourceWatch(watched());
            Files.deleteIfExists(platform.exchange().resolve("status.json"));
            Files.deleteIfExists(platform.exchange().resolve("extension.log"));
            takeConfig(platform);
            boolean first = build(handover);
            platform.awaitReady();
            tell(platform);
            if (first) {
                report(handover, Optional.empty());
            }
            if (!once) {
                follow(platform, handover, watch);
            }
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private Path distribution(Path state) throws MojoExecutionException {
        File development = artifact("org.archipel.development", "jar");
        return home == null
                ? Distribution.unpack(artifact("org.archipel.assembly", "zip"), development, state)
                : Distribution.beside(home.toPath().toAbsolutePath(), development, state);
    }

    private File artifact(String id, String type) throws MojoExecutionException {
        try {
            return repositorySystem
                    .resolveArtifact(
                            session,
                            new ArtifactRequest(
                                    new DefaultArtifact("org.archipel", id, type, platformVersion), repositories, null))
                    .getArtifact()
                    .getFile();
        } catch (ArtifactResolutionException e) {
            throw new MojoExecutionException(id + " " + platformVersion + " cannot be found: " + e.getMessage(), e);
        }
    }

    private List<Path> watched() {
        List<Path> watched = new ArrayList<>(sources());
        watched.addAll(resources());
        watched.add(config.toPath());
        return watched;
    }

    private List<Path> sources() {
        return project.getCompileSourceRoots().stream()
                .map(Path::of)
                .filter(root -> !root.startsWith(Path.of(project.getBuild().getDirectory())))
                .toList();
    }

    private List<Path> resources() {
        return project.getResources().stream()
                .map(FileSet::getDirectory)
                .map(Path::of)
                .toList();
    }

    private void takeConfig(LocalPlatform platform) throws IOException {
        Path target = platform.exchange().resolve("config.json");
        if (config.exists()) {
            Files.copy(config.toPath(), target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(target);
        }
    }

    private void tell(LocalPlatform platform) throws MojoExecutionException {
        getLog().info("The platform runs at " + platform.url() + " (API: " + platform.url() + "/docs)");
        platform.writeUrl();
        platform.apiKey().ifPresent(key -> getLog().info("Its API key: " + key));
    }

    /** Whether there is a new package to be run. */
    private boolean build(Handover handover) throws IOException, MojoExecutionException {
        List<String> problems = compilation().run();
        if (!problems.isEmpty()) {
            problems.forEach(getLog()::error);
            return false;
        }
        try {
            String number = String.format("%04d", ++builds);
            ProjectPackage.builder(project)
                    .version(numbers() + ".dev-" + number)
                    .writeTo(handover.packageFile());
            return true;
        } catch (PackagingException e) {
            getLog().error(e.getMessage());
            return false;
        }
    }

    private String numbers() {
        String[] parts = project.getVersion().split("[.-]");
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            boolean number = i < parts.length && parts[i].matches("\\d{1,6}");
            numbers.append(i == 0 ? "" : ".").append(number ? parts[i] : "0");
        }
        return numbers.toString();
    }

    private Compilation compilation() throws MojoExecutionException {
        Path output = Path.of(project.getBuild().getOutputDirectory());
        try {
            List<Path> classPath = project.getCompileClasspathElements().stream()
                    .map(Path::of)
                    .filter(entry -> !entry.equals(output))
                    .toList();
            return new Compilation(
                    sources(),
                    resources(),
                    classPath,
                    output,
                    List.of(
                            "--release",
                            project.getProperties().getProperty("maven.compiler.release", "17"),
                            "-parameters",
                            "-g",
                            "-encoding",
                            "UTF-8",
                            "-Aarchipel.version=" + project.getVersion()));
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("the project's dependencies are not resolved", e);
        }
    }

    private void report(Handover handover, Optional<FileTime> saved)
            throws IOException, MojoExecutionException, MojoFailureException {
        Handover.Outcome outcome = handover.await();
        outcome.warnings().forEach(getLog()::warn);
        if (outcome.runs()) {
            String since = saved.map(
                            time -> " (" + (System.currentTimeMillis() - time.toMillis()) + " ms after the save)")
                    .orElse("");
            getLog().info(project.getArtifactId() + " " + outcome.version() + " runs" + since);
            return;
        }
        outcome.problems().forEach(getLog()::error);
        if (once) {
            throw new MojoFailureException("the extension does not run: " + String.join("; ", outcome.problems()));
        }
    }

    private void follow(LocalPlatform platform, Handover handover, SourceWatch watch)
            throws IOException, MojoExecutionException, MojoFailureException {
        getLog().info("Watching " + sources() + "; Ctrl-C ends.");
        while (platform.alive()) {
            Optional<FileTime> saved = watch.changed();
            if (saved.isPresent()) {
                takeConfig(platform);
                if (build(handover)) {
                    report(handover, saved);
                }
            }
            for (String line : handover.newLog()) {
                getLog().info("| " + line);
            }
            Handover.pause(LOOK_MILLIS);
        }
        if (!platform.closing()) {
            throw new MojoExecutionException("the platform ended; see its logs in " + folder);
        }
    }
}
