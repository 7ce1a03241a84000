package org.archipel.security.internal.identity;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.ApiKeyText;
import org.archipel.security.internal.apikey.BootstrapKeyFile;
import org.archipel.security.internal.apikey.KeyIssuer;
import org.archipel.security.internal.audit.AuditChain;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.archipel.security.internal.store.InstallationStore;
import org.archipel.security.internal.store.InstallationStore.Beginning;
import org.archipel.security.internal.store.OrganizationRow;
import org.archipel.security.internal.store.OrganizationStore;
import org.archipel.security.internal.store.UserRow;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first organization, its administrator and the bootstrap key, once in the life of an installation.
 *
 * <p>Nodes that start together take turns by a lock in the database. The key is in its file before the transaction commits: after a
 * crash there is either no beginning, and the next start makes one, or a key in the file that works. The key is an ordinary key of
 * a platform administrator: shown once on standard output, its file removed at its first use; it stays good until it is revoked
 * or rotated. A key that the configuration presets is neither shown nor written.
 */
@Component(service = FirstStart.class, immediate = true)
public final class FirstStart {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    private final UnitOfWork work;
    private final SecurityConfig config;
    private final KeyIssuer issuer;
    private final AuditLog audit;
    private final AuditChain chain;
    private final BootstrapKeyFile keyFile;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public FirstStart(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference SecurityConfig config,
            @Reference KeyIssuer issuer,
            @Reference AuditLog audit,
            @Reference AuditChain chain,
            @Reference BootstrapKeyFile keyFile) {
        // Straight to standard output and not to the log: logs are kept and collected, and hold no secrets.
        this(work, config, issuer, audit, chain, keyFile, standardOutput());
    }

    /** With another place to show the key at. */
    public FirstStart(
            UnitOfWork work,
            SecurityConfig config,
            KeyIssuer issuer,
            AuditLog audit,
            AuditChain chain,
            BootstrapKeyFile keyFile,
            PrintStream console) {
        this.work = work;
        this.config = config;
        this.issuer = issuer;
        this.audit = audit;
        this.chain = chain;
        this.keyFile = keyFile;
        Optional<ApiKeyText> made = work.call(this::begin);
        made.ifPresent(key -> announce(key, console));
        lookAfterFile();
    }

    /** Returns the key if this call made the beginning. */
    private Optional<ApiKeyText> begin(Transaction transaction) {
        if (InstallationStore.lock(transaction).isPresent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        ApiKeyText text = config.bootstrapKey().map(FirstStart::preset).orElseGet(ApiKeyText::generate);
        OrganizationRow organization = new OrganizationRow(Ids.next(), "default", "Default organization", now);
        OrganizationStore.add(transaction, organization);
        UserRow admin = new UserRow(Ids.next(), organization.id(), now);
        admin.describe(
                "admin@archipel.local",
                "Administrator",
                List.of(BuiltInRole.PLATFORM_ADMIN.name()),
                UserStatus.ACTIVE.name(),
                now);
        UserStore.add(transaction, admin);
        ApiKeyRow key = new ApiKeyRow(Ids.next(), organization.id(), admin.id(), now);
        key.describe("Bootstrap key", Optional.of("Made at the first start."), List.of("bootstrap"), now);
        issuer.issue(transaction, key, text);
        chain.begin(transaction, KeyRing.INSTALLATION);
        chain.begin(transaction, organization.id());
        Caller system = Caller.system("first-start", organization.id());
        audit.record(
                transaction,
                system,
                AuditLog.Entry.success("organization.create", "organization/" + organization.id(), null));
        audit.record(transaction, system, AuditLog.Entry.success("user.create", "user/" + admin.id(), null));
        audit.record(transaction, system, AuditLog.Entry.success("api-key.create", "api-key/" + key.id(), null));
        InstallationStore.begin(transaction, new Beginning(organization.id(), key.id()), now);
        if (config.bootstrapKey().isEmpty()) {
            keyFile.write(text.full());
        }
        return Optional.of(text);
    }

    private void announce(ApiKeyText key, PrintStream console) {
        LOG.info("First start: the default organization and its administrator are made");
        if (config.bootstrapKey().isEmpty()) {
            console.printf(
                    "%n  Bootstrap key of the administrator, shown this once:%n%n    %s%n%n"
                            + "  It is also in %s until its first use.%n%n",
                    key.full(), keyFile.path());
            console.flush();
        }
    }

    /** A file that is still there belongs to an unused key, or to one that was used on another node or is of no use at all. */
    private void lookAfterFile() {
        keyFile.read().ifPresent(text -> {
            Optional<ApiKeyRow> key = ApiKeyText.parse(text)
                    .flatMap(parsed -> work.call(transaction -> ApiKeyStore.byPrefix(transaction, parsed.prefix())));
            if (key.isPresent()
                    && key.get().lastUsedAt().isEmpty()
                    && !key.get().isRevoked()) {
                keyFile.awaitUse(key.get().keyPrefix());
                LOG.info("The bootstrap key waits for its first use in {}", keyFile.path());
            } else {
                keyFile.remove();
            }
        });
    }

    private static ApiKeyText preset(String text) {
        return ApiKeyText.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "archipel.bootstrap.key must be ark_<prefix>_<secret>: a prefix of 8 to 16 lower-case letters and"
                                + " digits, a secret of 43 to 128 letters and digits"));
    }

    private static PrintStream standardOutput() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
