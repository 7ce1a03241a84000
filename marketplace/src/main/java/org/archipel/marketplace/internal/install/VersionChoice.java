package org.archipel.marketplace.internal.install;

import java.util.Comparator;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.RevocationStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;

/** Which of an extension's versions an order is about. */
final class VersionChoice {
    private final UnitOfWork work;
    private final CatalogueStore catalogue = new CatalogueStore();

    VersionChoice(UnitOfWork work) {
        this.work = work;
    }

    /**
     * @param wanted empty for the newest
     * @throws NotFoundException if it is not published
     * @throws ConflictException if it was taken back
     */
    ExtensionVersion choose(String extensionId, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return work.call(transaction -> catalogue.installable(transaction, extensionId)).stream()
                    .max(Comparator.comparing(found -> Version.parseVersion(found.version())))
                    .orElseThrow(() -> new NotFoundException("the catalogue has no extension " + extensionId));
        }
        var version = work.call(transaction -> catalogue.version(transaction, extensionId, wanted.get()))
                .filter(found -> found.status() == ReviewStatus.APPROVED)
                .orElseThrow(() ->
                        new NotFoundException("version " + wanted.get() + " of " + extensionId + " is not published"));
        work.call(transaction -> RevocationStore.find(transaction, extensionId, wanted.get()))
                .ifPresent(revocation -> {
                    throw new ConflictException("version " + wanted.get() + " was taken back: " + revocation.reason());
                });
        return version;
    }

    /** What is installed, whatever became of it in the catalogue. */
    ExtensionVersion installed(String extensionId, Setup setup) {
        return work.call(transaction -> catalogue.version(transaction, extensionId, setup.version()))
                .orElseThrow(() -> new NotFoundException("the installed version is not known any more"));
    }
}
