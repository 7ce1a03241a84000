package org.archipel.marketplace.internal.test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.marketplace.InstallPhaseListener;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.catalogue.Catalogue;
import org.archipel.marketplace.internal.catalogue.CatalogueIndex;
import org.archipel.marketplace.internal.catalogue.Listings;
import org.archipel.marketplace.internal.catalogue.PackageManifests;
import org.archipel.marketplace.internal.checks.SubmissionChecks;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.install.Deprecations;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.InstallationEvents;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.LiveChanges;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.install.Revocations;
import org.archipel.marketplace.internal.install.UpdatePolicies;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.plan.Dependencies;
import org.archipel.marketplace.internal.plan.FrameworkForesight;
import org.archipel.marketplace.internal.plan.InstallPlanner;
import org.archipel.marketplace.internal.pricing.Activation;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.pricing.PaymentProviders;
import org.archipel.marketplace.internal.pricing.Purchases;
import org.archipel.marketplace.internal.reconcile.ReconcilerRig;
import org.archipel.marketplace.internal.submission.ReviewDesk;
import org.archipel.marketplace.internal.submission.SubmissionEvents;
import org.archipel.marketplace.internal.submission.Submissions;
import org.archipel.marketplace.internal.submission.ValidationHandler;
import org.archipel.marketplace.internal.trust.MarketplaceKeys;
import org.archipel.marketplace.internal.trust.Namespaces;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.marketplace.internal.trust.PublisherKeys;
import org.archipel.marketplace.internal.trust.TestSigner;
import org.archipel.messaging.Job;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.internal.gate.Gate;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.service.resolver.Resolver;

/**
 * The marketplace wired by hand in an embedded framework, over a database and a package store that outlive it: closed and opened
 * again it stands for a restart.
 */
public final class TestPlatform implements AutoCloseable {
    public static final Caller ACME = caller("acme");
    public static final Caller GLOBEX = caller("globex");

    /** Someone who submits nothing. */
    public static final Caller REVIEWER =
            new Caller("user:reviewer", "home", "reviewer", Set.of(ApiPermission.values()), "", "");

    /** Signs the packages of both publishers. */
    public static final TestSigner SIGNER = new TestSigner();

    public final Submissions submissions;
    public final ReviewDesk desk;
    public final PublisherKeys keys;
    public final Namespaces namespaces;
    public final MarketplaceKeys marketplaceKeys;
    public final PackageTrust trust;
    public final TestScratch scratch = new TestScratch();
    public final Catalogue catalogue;
    public final Drafts drafts;
    public final Orders orders;
    public final Installations installations;
    public final LiveChanges changes;
    public final UpdatePolicies policies;
    public final Revocations revocations;
    public final Deprecations deprecations;
    public final PackageStore packages;
    public final FrameworkForesight foresight;
    public final RecordingRuntime runtime = new RecordingRuntime();
    public final List<AuditLog.Entry> audited = Collections.synchronizedList(new ArrayList<>());
    public final List<String> unsubscribed = Collections.synchronizedList(new ArrayList<>());
    public final List<String> erased = Collections.synchronizedList(new ArrayList<>());
    public final List<String> events = Collections.synchronizedList(new ArrayList<>());

    public final Entitlements entitlements;
    public final Purchases purchases;
    public final PaymentProviders payments = new PaymentProviders();
    /** What the governor was told, by installation. */
    public final Map<String, OptionalLong> limits = new ConcurrentHashMap<>();

    public final UnitOfWork work;
    private final Listings listings;
    private final CatalogueIndex index;
    private final TestJobs jobs;
    private final Framework framework;
    private final ReconcilerRig rig;

    public TestPlatform(TestDatabase database, Path data, TestJobs jobs, InstallPhaseListener... listeners) {
        this(database, data, jobs, Duration.ofDays(7), Duration.ofMinutes(1), listeners);
    }

    /**
     * @param grace how long data of uninstalled extensions is kept
     * @param activationLimit how long an extension may take to start
     */
    public TestPlatform(
            TestDatabase database,
            Path data,
            TestJobs jobs,
            Duration grace,
            Duration activationLimit,
            InstallPhaseListener... listeners) {
        this.jobs = jobs;
        this.framework = TestFramework.start(data);
        var context = framework.getBundleContext();
        Map<String, String> properties = new HashMap<>(Map.of(
                "archipel.data",
                data.toString(),
                Settings.PACKAGE_LIMIT,
                String.valueOf(1 << 20),
                Settings.ACTIVATION_LIMIT,
                activationLimit.toString(),
                Settings.DRAIN_LIMIT,
                "PT1S",
                Settings.GRACE,
                grace.toString()));
        properties.put(Settings.PROBATION, "PT1H");
        var settings = new Settings(properties::get);
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        var vocabulary = new Vocabulary();
        PackageGate gate = new ActivatorsAllowed(new Gate(vocabulary));
        AuditLog audit = (transaction, caller, entry) -> audited.add(entry);
        Outbox outbox = (transaction, organization, drafts) -> drafts.stream()
                .map(draft -> {
                    events.add(draft.topic());
                    return Ids.next();
                })
                .toList();
        packages = new PackageStore(settings);
        foresight = new FrameworkForesight(context, context.getService(context.getServiceReference(Resolver.class)));
        var dependencies = new Dependencies(work);
        entitlements = new Entitlements(work, new OneOrganization(), audit, outbox);
        purchases = new Purchases(work, payments, entitlements, audit);
        var planner = new InstallPlanner(foresight, packages, vocabulary, dependencies, entitlements);
        var installationEvents = new InstallationEvents(audit, outbox);
        keys = new PublisherKeys(work, audit);
        namespaces = new Namespaces(work, audit, outbox);
        marketplaceKeys = new MarketplaceKeys(work, new MemoryVault(), new OneOrganization(), audit);
        trust = new PackageTrust(work, marketplaceKeys, settings);
        var submissionEvents = new SubmissionEvents(audit, outbox);
        submissions = new Submissions(work, packages, gate, namespaces, trust, jobs, submissionEvents);
        List.of(ACME, GLOBEX).forEach(caller -> keys.register(caller, "test", SIGNER.publicKey()));
        writeAdvisories(settings);
        listings = new Listings(work, new PackageManifests(work, packages));
        index = new CatalogueIndex(listings, settings);
        catalogue = new Catalogue(work, index, listings);
        drafts = new Drafts(work, planner, vocabulary, dependencies);
        orders = new Orders(work, jobs, installationEvents);
        installations = new Installations(work, jobs);
        policies = new UpdatePolicies(work, audit);
        revocations = new Revocations(work, jobs, audit, outbox);
        deprecations = new Deprecations(work, jobs, audit);
        var checks =
                new SubmissionChecks(work, settings, packages, gate, foresight, vocabulary, trust, namespaces, scratch);
        desk = new ReviewDesk(work, submissions, trust, jobs, submissionEvents, packages, checks, settings);
        jobs.handler("extension.validation", new ValidationHandler(work, packages, checks, submissionEvents));
        rig = new ReconcilerRig(
                context,
                settings,
                work,
                installationEvents,
                planner,
                dependencies,
                packages,
                gate,
                trust,
                new Activation(entitlements, this::limit),
                ActivatorsAllowed::copy,
                runtime,
                new NotedData(),
                entitlements,
                listeners);
        changes = new LiveChanges(work, rig.runningSetups(), vocabulary, installationEvents);
        var notices = new Notices(work, installationEvents);
        rig.watch(work, drafts, orders, installations, policies, revocations, notices, entitlements);
        jobs.handler(ChangeOrder.JOB_TYPE, rig.handler());
        jobs.handler(Revocations.JOB_TYPE, rig.revocationHandler());
        jobs.handler(Deprecations.JOB_TYPE, rig.deprecationHandler(deprecations, notices));
        jobs.resume();
    }

    private final class NotedData implements ExtensionData {
        @Override
        public void endSubscriptions(Transaction transaction, String organizationId, String installationId) {
            unsubscribed.add(installationId);
        }

        @Override
        public void erase(Transaction transaction, String organizationId, String installationId) {
            erased.add(installationId);
        }
    }

    public static Caller caller(String organization) {
        return new Caller("user:" + organization, organization, "user", Set.of(ApiPermission.values()), "", "");
    }

    /** Submits and approves an extension. */
    public ExtensionVersion publish(TestExtension extension) {
        return desk.approve(REVIEWER, submit(ACME, extension).id(), "fine");
    }

    /** Submits a signed extension and waits for the end of its checks. */
    public ExtensionVersion submit(Caller caller, TestExtension extension) {
        var content = extension.bytes();
        return submit(caller, content, Optional.of(SIGNER.sign(extension.id(), extension.number(), content)));
    }

    public ExtensionVersion submit(Caller caller, byte[] content, Optional<PackageSignature> signature) {
        var declared = new Submissions.Declared(null, null, null);
        var taken = submissions.submit(caller, new ByteArrayInputStream(content), declared, signature);
        taken.validation().ifPresent(job -> jobs.await(caller.organizationId(), job.id(), Duration.ofSeconds(60)));
        return submissions.get(caller, taken.version().id());
    }

    /** Submits a signed extension; the id of the submission. */
    public String submitWithoutWaiting(Caller caller, TestExtension extension) {
        var content = extension.bytes();
        var declared = new Submissions.Declared(null, null, null);
        var signature = SIGNER.sign(extension.id(), extension.number(), content);
        return submissions
                .submit(caller, new ByteArrayInputStream(content), declared, Optional.of(signature))
                .version()
                .id();
    }

    private static void writeAdvisories(Settings settings) {
        try {
            Files.createDirectories(settings.advisories().getParent());
            Files.writeString(settings.advisories(), "[]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Places an order and waits for its end. */
    public Job carryOut(Caller caller, Draft draft) {
        var placed = orders.place(caller, draft);
        return jobs.await(caller.organizationId(), placed.job().id(), Duration.ofSeconds(60));
    }

    public Installation installed(Caller caller) {
        return installations.get(caller, TestExtension.ID);
    }

    /** Versions of the extension bundles in the framework, as {@code location-version STATE}. */
    public List<String> bundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(Island.LOCATION_PREFIX))
                .map(bundle -> bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? " ACTIVE" : " NOT ACTIVE"))
                .toList();
    }

    private void limit(InstallationInfo installation, OptionalLong callsPerDay) {
        limits.put(installation.installationId(), callsPerDay);
    }

    /** Holds what works to its terms. */
    public void holdToTerms() {
        rig.holdToTerms(work, entitlements, purchases, this::limit);
    }

    public static CredentialVault vault() {
        return new MemoryVault();
    }

    /** Removes what is kept of extensions whose grace time is over. */
    public void purge() {
        rig.purge();
    }

    /** Looks at the health of new versions once, as the watch does at intervals. */
    public void watchProbations() {
        rig.watchProbations();
    }

    /** Takes back what was installed for extensions that failed, as it is done at intervals. */
    public void takeBackCompanions() {
        rig.takeBackCompanions();
    }

    /** Compares the node with the database, as it is done at intervals. */
    public void look() {
        rig.look();
    }

    /** Stops what is installed, as it is done when the platform stops. */
    public void stopExtensions() {
        rig.stopExtensions();
    }

    public Health health() {
        return rig.health();
    }

    /** Looks for automatic updates once. */
    public void updateAutomatically(Instant now) {
        rig.updateAutomatically(now);
    }

    /** The sandbox suspends the version of an installation that works. */
    public void suspend(Installation installation, String reason) {
        var info = new InstallationInfo(
                installation.id(),
                installation.organizationId(),
                installation.extensionId(),
                installation.actual().orElseThrow().version());
        rig.suspensions().suspended(new Suspension(info, reason, Instant.now()));
    }

    public Framework framework() {
        return framework;
    }

    @Override
    public void close() {
        jobs.close();
        index.stop();
        rig.close();
        TestFramework.stop(framework);
    }
}
