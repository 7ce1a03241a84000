package org.archipel.security.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.archipel.security.internal.apikey.ApiKeyAuthenticator;
import org.archipel.security.internal.apikey.ApiKeyService;
import org.archipel.security.internal.apikey.BootstrapKeyFile;
import org.archipel.security.internal.apikey.KeyCache;
import org.archipel.security.internal.apikey.KeyIssuer;
import org.archipel.security.internal.apikey.KeyLimits;
import org.archipel.security.internal.apikey.KeyUsage;
import org.archipel.security.internal.audit.AppendOnlyGuard;
import org.archipel.security.internal.audit.AuditChain;
import org.archipel.security.internal.audit.AuditChainer;
import org.archipel.security.internal.audit.AuditTrail;
import org.archipel.security.internal.audit.AuditVerifier;
import org.archipel.security.internal.auth.AuthenticationService;
import org.archipel.security.internal.auth.FailureThrottle;
import org.archipel.security.internal.auth.RefusalLog;
import org.archipel.security.internal.identity.FirstStart;
import org.archipel.security.internal.identity.OrganizationDirectory;
import org.archipel.security.internal.identity.OrganizationRemovals;
import org.archipel.security.internal.identity.OrganizationService;
import org.archipel.security.internal.identity.RoleService;
import org.archipel.security.internal.identity.UserService;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.MasterKeys;
import org.archipel.security.internal.vault.Vault;

/**
 * The components of one node, wired as Declarative Services does it, on a database that several nodes may share. Nodes of one
 * data folder share the master key.
 */
public final class TestNode implements AutoCloseable {
    public static final String IP = "192.0.2.7";
    public static final String PRESET_KEY = "ark_automation1_" + "0123456789abcdef".repeat(4);

    /** For nodes of several tests on one database: the master key and the first API key do not depend on the folder. */
    public static final Map<String, String> PRESET = Map.of(
            "archipel.bootstrap.key",
            PRESET_KEY,
            "archipel.master.key",
            Base64.getEncoder().encodeToString(new byte[32]));

    public final Background background = new Background();
    /** By which keys expire and are read again. */
    public final TestClock clock = new TestClock();

    public final UnitOfWork work;
    public final SecurityConfig config;
    public final AppendOnlyGuard guard;
    public final MasterKeys masterKeys;
    public final KeyRing ring;
    public final AuditChain chain;
    public final AuditChainer chainer;
    public final AuditTrail audit;
    public final AuditVerifier verifier;
    public final KeyIssuer issuer;
    public final BootstrapKeyFile keyFile;
    public final FirstStart firstStart;
    public final KeyCache cache;
    public final KeyUsage usage;
    public final RefusalLog refusals;
    public final OrganizationDirectory directory;
    public final AuthenticationService authentication;
    public final OrganizationRemovals removals;
    public final OrganizationService organizations;
    public final UserService users;
    public final RoleService roles;
    public final ApiKeyService apiKeys;
    public final Vault vault;

    private String bootstrapKey;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    public TestNode(TestDatabase database, Path data) {
        this(database, data, Map.of());
    }

    public TestNode(TestDatabase database, Path data, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("archipel.data", data.toString());
        config = new SecurityConfig(all::get);
        bootstrapKey = all.get("archipel.bootstrap.key");
        work = database.unit("security", "org.archipel.security.internal.store");
        guard = new AppendOnlyGuard(work);
        masterKeys = new MasterKeys(config);
        ring = new KeyRing(masterKeys);
        chain = new AuditChain(ring);
        chainer = new AuditChainer(work, chain, background);
        audit = new AuditTrail(chainer);
        verifier = new AuditVerifier(work, chain, chainer);
        issuer = new KeyIssuer(ring);
        keyFile = new BootstrapKeyFile(config);
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        firstStart = start(out);
        cache = new KeyCache(work, ring, config, background, clock::nanos);
        usage = new KeyUsage(work, keyFile, background);
        refusals = new RefusalLog(work, audit, background);
        directory = new OrganizationDirectory(work, firstStart);
        authentication = new AuthenticationService(
                List.of(new ApiKeyAuthenticator(
                        cache, usage, new KeyLimits(), new FailureThrottle(config), refusals, clock)),
                directory);
        removals = new OrganizationRemovals(work, background);
        organizations = new OrganizationService(work, directory, cache, audit, chain, removals);
        users = new UserService(work, cache, audit);
        roles = new RoleService(work, cache, audit);
        apiKeys = new ApiKeyService(work, issuer, cache, audit, config);
        vault = new Vault(work, ring, audit);
    }

    private FirstStart start(PrintStream out) {
        try {
            return new FirstStart(work, config, issuer, audit, chain, keyFile, out);
        } catch (RuntimeException e) {
            background.stop();
            throw e;
        }
    }

    /** What was written to standard output. */
    public String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** The key that the first start left in its file, also when that is removed. */
    public String bootstrapKey() {
        keyFile.read().ifPresent(key -> bootstrapKey = key);
        return bootstrapKey;
    }

    public Caller authenticate(String key) {
        return authenticate(key, IP);
    }

    public Caller authenticate(String key, String ip) {
        return authentication.authenticate(
                new Credentials(Optional.empty(), Optional.of(key), Optional.empty(), ip, "request-1"));
    }

    /** Who uses the bootstrap key. */
    public Caller admin() {
        return authenticate(bootstrapKey());
    }

    /** Waits until what was to be done in the background so far is done. */
    public void awaitBackground() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        background.soon(Duration.ZERO, "waiting for what came before", () -> done.complete(null));
        done.orTimeout(1, TimeUnit.MINUTES).join();
    }

    @Override
    public void close() {
        usage.stop();
        removals.stop();
        refusals.stop();
        chainer.stop();
        background.stop();
    }
}
