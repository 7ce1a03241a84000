package org.archipel.maven;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.archipel.toolkit.Verification;

/**
 * Submits the package to a marketplace and follows its checks. Succeeds when the version is published, or waits for a reviewer; fails
 * with what is wrong when it is refused. Verifies first, so that what cannot pass is not sent.
 */
@Mojo(name = "publish", threadSafe = true)
public final class PublishMojo extends AbstractMojo {
    private static final Set<String> REFUSED = Set.of("REJECTED", "CHANGES_REQUESTED");

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    /** The package; the project's own if unset. */
    @Parameter(property = "archipel.package")
    private File packageFile;

    /** Address of the platform with the marketplace. */
    @Parameter(property = "archipel.url", required = true)
    private URI url;

    /** The publisher's API key; the environment's {@code ARCHIPEL_TOKEN}, or the password of {@link #server}, if unset. */
    @Parameter(property = "archipel.token")
    private String token;

    /** Id of the server in Maven's settings that has the API key as its password. */
    @Parameter(property = "archipel.server", defaultValue = "archipel")
    private String server;

    /** How long the checks may take. */
    @Parameter(property = "archipel.timeoutSeconds", defaultValue = "300")
    private int timeoutSeconds;

    /** Waits for the reviewer's decision as well. */
    @Parameter(property = "archipel.awaitReview", defaultValue = "false")
    private boolean awaitReview;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path jar = ProjectPackage.existing(project, packageFile);
        Verification verification = Verification.of(jar);
        if (!verification.accepted()) {
            throw new MojoFailureException(verification.text());
        }
        MarketplaceClient marketplace = new MarketplaceClient(url, token());
        JsonNode submission = marketplace.submit(jar);
        String id = submission.path("id").asText();
        getLog().info("Submitted as " + id);
        conclude(follow(marketplace, submission, id));
    }

    private String token() throws MojoFailureException {
        if (token != null) {
            return token;
        }
        String environment = System.getenv("ARCHIPEL_TOKEN");
        if (environment != null) {
            return environment;
        }
        Server configured = settings.getServer(server);
        if (configured != null && configured.getPassword() != null) {
            return configured.getPassword();
        }
        throw new MojoFailureException("give the publisher's API key as -Darchipel.token, in ARCHIPEL_TOKEN, or as the "
                + "password of the server '" + server + "' in Maven's settings");
    }

    private JsonNode follow(MarketplaceClient marketplace, JsonNode first, String id)
            throws MojoExecutionException, MojoFailureException {
        long end = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
        Map<String, String> told = new HashMap<>();
        JsonNode present = first;
        while (true) {
            tell(present, told);
            if (decided(present)) {
                return present;
            }
            if (System.nanoTime() > end) {
                throw new MojoFailureException("no decision after " + timeoutSeconds + " seconds: the submission " + id
                        + " is " + present.path("reviewStatus").asText());
            }
            Handover.pause(500);
            present = marketplace.submission(id);
        }
    }

    private boolean decided(JsonNode submission) {
        return !checking(submission)
                && !(awaitReview && submission.path("reviewStatus").asText().equals("IN_REVIEW"));
    }

    /** Whether its checks are made, or will be by themselves. With a reason it waits for somebody to have them made again. */
    static boolean checking(JsonNode submission) {
        String status = submission.path("reviewStatus").asText();
        return status.equals("VALIDATING") || status.equals("PENDING") && !submission.hasNonNull("reviewReason");
    }

    /** Tells each check once, when its outcome is there. */
    private void tell(JsonNode submission, Map<String, String> told) {
        for (JsonNode check : submission.path("checks")) {
            String name = check.path("name").asText();
            String outcome = check.path("outcome").asText();
            if (outcome.equals(told.put(name, outcome))) {
                continue;
            }
            String line = String.format("%-7s %s", outcome, line(check));
            if (outcome.equals("PASSED") || outcome.equals("SKIPPED")) {
                getLog().info(line);
            } else {
                getLog().warn(line);
            }
        }
    }

    private static String line(JsonNode check) {
        return check.path("name").asText()
                + (check.path("enforced").asBoolean(true) ? "" : " (advice)")
                + after(": ", check.path("detail"))
                + after(" -> ", check.path("advice"));
    }

    private static String after(String separator, JsonNode text) {
        return text.asText().isBlank() || text.isNull() ? "" : separator + text.asText();
    }

    static String unchecked(JsonNode submission) {
        return submission.path("extensionId").asText() + " "
                + submission.path("version").asText() + " waits, as not all of its checks were made"
                + after(": ", submission.path("reviewReason")) + "; POST api/marketplace/submissions/"
                + submission.path("id").asText() + "/recheck has them made again";
    }

    /** Why, with what each check that stands in the way found: the lines before may not be shown. */
    static String refused(JsonNode submission) {
        StringBuilder text = new StringBuilder(submission.path("extensionId").asText())
                .append(' ')
                .append(submission.path("version").asText())
                .append(" is refused (")
                .append(submission.path("reviewStatus").asText())
                .append(')')
                .append(after(": ", submission.path("reviewReason")));
        for (JsonNode check : submission.path("checks")) {
            if (check.path("outcome").asText().equals("FAILED")
                    && check.path("enforced").asBoolean(true)) {
                text.append(System.lineSeparator()).append("  ").append(line(check));
            }
        }
        return text.toString();
    }

    private void conclude(JsonNode submission) throws MojoFailureException {
        String what = submission.path("extensionId").asText() + " "
                + submission.path("version").asText();
        String status = submission.path("reviewStatus").asText();
        if (REFUSED.contains(status)) {
            throw new MojoFailureException(refused(submission));
        }
        if (status.equals("PENDING")) {
            throw new MojoFailureException(unchecked(submission));
        }
        getLog().info(status.equals("APPROVED") ? what + " is published" : what + " waits for a reviewer");
    }
}
