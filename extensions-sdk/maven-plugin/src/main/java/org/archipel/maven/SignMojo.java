package org.archipel.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.archipel.toolkit.PackageSignature;
import org.archipel.toolkit.PublisherKey;
import org.archipel.toolkit.SigningException;
import org.archipel.toolkit.Verification;

/** Signs the package with the publisher's Ed25519 key. The signature stands beside the package. */
@Mojo(name = "sign", threadSafe = true)
public final class SignMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** The package; the project's own if unset. */
    @Parameter(property = "archipel.package")
    private File packageFile;

    /** The private key, PKCS #8 in PEM. */
    @Parameter(property = "archipel.key", defaultValue = "${user.home}/.archipel/publisher.pem")
    private File key;

    /** The public key, X.509 in PEM; beside the private one as {@code .pub.pem} if unset. */
    @Parameter(property = "archipel.publicKey")
    private File publicKey;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path jar = ProjectPackage.existing(project, packageFile);
        if (!key.exists()) {
            throw new MojoFailureException(
                    "there is no key " + key + "; archipel:key makes one, and -Darchipel.key names another");
        }
        try {
            Verification verification = Verification.of(jar);
            if (!verification.accepted()) {
                throw new MojoFailureException("nothing is signed: " + verification.text());
            }
            PublisherKey publisher = PublisherKey.read(key.toPath(), KeyMojo.publicFile(key, publicKey));
            Path signature = PackageSignature.sign(jar, verification.report(), publisher, Instant.now());
            getLog().info("Signed with key " + publisher.id() + ": " + signature);
        } catch (SigningException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
