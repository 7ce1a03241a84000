package org.archipel.api.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.archipel.api.event.EventPublisher;
import org.archipel.api.http.HttpClient;
import org.archipel.api.record.HubRecords;
import org.archipel.api.schedule.Scheduler;
import org.archipel.api.secret.Secrets;
import org.archipel.api.storage.DocumentStore;
import org.archipel.api.storage.KeyValueStore;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * All that an extension receives from the platform. A component of the extension takes it by {@code @Reference}; the instance is
 * bound to the installation: the extension, its version, the organization and what that organization granted. Grants are checked
 * at every call, so a revoked permission takes effect at the next one with a {@link
 * org.archipel.api.error.PermissionDeniedException}.
 *
 * <p>Thread-safe. Values that cross it are copied.
 */
@ProviderType
public interface ExtensionContext {
    /** Who the extension is, and for which organization this instance of it works. */
    InstallationInfo installation();

    /** Reaches the hosts of the {@code network} permission. */
    HttpClient http();

    /** Key-value storage under the {@code storage} permission. */
    KeyValueStore keyValues();

    /** Document storage under the {@code storage} permission. */
    DocumentStore documents();

    /** The organization's hub records under the {@code records} permission. */
    HubRecords records();

    /** Publishes events to the topics of the {@code events} permission. */
    EventPublisher events();

    /** Runs work later under the {@code schedule} permission. */
    Scheduler scheduler();

    /** Reads secrets under the {@code secrets} permission. */
    Secrets secrets();

    /** Temporary files under the {@code files} permission. */
    TempFiles tempFiles();

    /** The present configuration, a copy, valid against the extension's config schema. Changes show at the next call. */
    ObjectNode config();

    Clock clock();

    /** The extension's own logger; what it writes shows in the extension's log. */
    Logger logger();
}
