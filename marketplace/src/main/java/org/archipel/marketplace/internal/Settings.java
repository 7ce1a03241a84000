package org.archipel.marketplace.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The marketplace's settings, framework properties {@code archipel.marketplace.*}. Immutable. */
@Component(service = Settings.class)
public final class Settings {
    /** Largest package that is taken, in bytes. */
    public static final String PACKAGE_LIMIT = "archipel.marketplace.package-limit";

    /** What {@value #PACKAGE_LIMIT} is unless set: 64 MiB. */
    public static final long DEFAULT_PACKAGE_LIMIT = 64L << 20;

    /** How long a bundle may take to start, ISO-8601 duration. */
    public static final String ACTIVATION_LIMIT = "archipel.marketplace.activation-limit";

    /** How long calls in flight may take to leave a bundle that goes, ISO-8601 duration. */
    public static final String DRAIN_LIMIT = "archipel.marketplace.drain-limit";

    /** How long the data of an uninstalled extension is kept, ISO-8601 duration. */
    public static final String GRACE = "archipel.marketplace.uninstall-grace";

    /** Whether packages have to be signed by their publisher: {@code required}, or {@code optional}. */
    public static final String SIGNATURES = "archipel.marketplace.signatures";

    /** Who reviews: {@code four-eyes} for anyone but those who submitted, or {@code anyone}. */
    public static final String REVIEW = "archipel.marketplace.review";

    /** Whether submissions are tried in a scratch container: {@code on}, or {@code off}. */
    public static final String SCRATCH = "archipel.marketplace.scratch";

    /** How long a run in the scratch container may take, ISO-8601 duration. */
    public static final String SCRATCH_LIMIT = "archipel.marketplace.scratch-limit";

    /** The file of known vulnerabilities, unless it is {@code conf/advisories.json}. */
    public static final String ADVISORIES = "archipel.marketplace.advisories";

    /** How long a new version's health is watched after an update, ISO-8601 duration. */
    public static final String PROBATION = "archipel.marketplace.probation";

    /** How many earlier versions an installation can go back to. */
    public static final String KEPT_VERSIONS = "archipel.marketplace.kept-versions";

    private static final int DEFAULT_KEPT_VERSIONS = 5;

    private final UnaryOperator<String> properties;

    @Activate
    public Settings(BundleContext context) {
        this((UnaryOperator<String>) context::getProperty);
    }

    /** @param properties gives the value of a property, or null */
    public Settings(UnaryOperator<String> properties) {
        this.properties = properties;
    }

    /** The folder of all state. */
    public Path data() {
        return Path.of(value("archipel.data").orElse("data"));
    }

    /** The installation that this process runs; empty where there is none, as in a test. */
    public Optional<Path> home() {
        return value("archipel.home").map(Path::of);
    }

    /** Where packages are kept. */
    public Path packages() {
        return data().resolve("packages");
    }

    /** Where jars that are ready for the framework are kept. */
    public Path prepared() {
        return data().resolve("prepared");
    }

    /** Where scratch containers have their throw-away state. */
    public Path scratch() {
        return data().resolve("scratch");
    }

    /** The known vulnerabilities of libraries; the file can be replaced while the platform runs. */
    public Path advisories() {
        return value(ADVISORIES).map(Path::of).orElseGet(() -> configuration("advisories.json"));
    }

    /** Profiles of other platform versions that this marketplace serves. */
    public Path platforms() {
        return configuration("platforms");
    }

    private Path configuration(String name) {
        return home().orElse(data()).resolve("conf").resolve(name);
    }

    /** Where this node has its index of the catalogue; it may be deleted while the platform is down. */
    public Path catalogueIndex() {
        return data().resolve("catalogue-index");
    }

    public long packageLimit() {
        return value(PACKAGE_LIMIT).map(Long::parseLong).orElse(DEFAULT_PACKAGE_LIMIT);
    }

    public Duration activationLimit() {
        return duration(ACTIVATION_LIMIT, Duration.ofSeconds(10));
    }

    public Duration drainLimit() {
        return duration(DRAIN_LIMIT, Duration.ofSeconds(30));
    }

    public Duration grace() {
        return duration(GRACE, Duration.ofDays(7));
    }

    public boolean signaturesRequired() {
        return !value(SIGNATURES).filter("optional"::equals).isPresent();
    }

    public boolean fourEyes() {
        return !value(REVIEW).filter("anyone"::equals).isPresent();
    }

    public boolean scratchRuns() {
        return !value(SCRATCH).filter("off"::equals).isPresent();
    }

    public Duration scratchLimit() {
        return duration(SCRATCH_LIMIT, Duration.ofMinutes(2));
    }

    public Duration probation() {
        return duration(PROBATION, Duration.ofMinutes(10));
    }

    public int keptVersions() {
        return value(KEPT_VERSIONS).map(Integer::parseInt).orElse(DEFAULT_KEPT_VERSIONS);
    }

    private Duration duration(String name, Duration otherwise) {
        return value(name).map(Duration::parse).orElse(otherwise);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isBlank());
    }
}
