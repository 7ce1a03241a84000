package org.archipel.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.archipel.toolkit.PublisherKey;
import org.archipel.toolkit.SigningException;

/** Makes a publisher's key, once; an existing one is never replaced. */
@Mojo(name = "key", requiresProject = false, threadSafe = true)
public final class KeyMojo extends AbstractMojo {
    /** Where the private key goes, readable by its owner only. */
    @Parameter(property = "archipel.key", defaultValue = "${user.home}/.archipel/publisher.pem")
    private File key;

    /** Where the public key goes; beside the private one as {@code .pub.pem} if unset. */
    @Parameter(property = "archipel.publicKey")
    private File publicKey;

    static Path publicFile(File key, File publicKey) {
        return publicKey == null
                ? key.toPath().resolveSibling(key.getName().replaceFirst("\\.pem$", "") + ".pub.pem")
                : publicKey.toPath();
    }

    @Override
    public void execute() throws MojoFailureException {
        if (Files.exists(key.toPath())) {
            throw new MojoFailureException(key + " is there already; it is not replaced");
        }
        try {
            PublisherKey made = PublisherKey.generate(key.toPath(), publicFile(key, publicKey));
            getLog().info("Made the key " + made.id() + " in " + key);
            getLog().info("Register its public half at the marketplace, by POST api/marketplace/publisher-keys with");
            getLog().info("{\"name\": \"my computer\", \"publicKey\": \"" + made.publicKey() + "\"}");
        } catch (SigningException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}
