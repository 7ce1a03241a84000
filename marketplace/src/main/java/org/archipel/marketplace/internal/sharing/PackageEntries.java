package org.archipel.marketplace.internal.sharing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Describes published versions for other marketplaces. Thread-safe. */
@Component(service = PackageEntries.class)
public final class PackageEntries {
    private final PackageTrust trust;

    @Activate
    public PackageEntries(@Reference PackageTrust trust) {
        this.trust = trust;
    }

    List<PackageList.Entry> of(List<ExtensionVersion> versions) {
        var signed = trust.signed(versions);
        return versions.stream()
                .map(version -> entry(version, Optional.ofNullable(signed.get(version.id()))))
                .toList();
    }

    private static PackageList.Entry entry(ExtensionVersion version, Optional<PackageTrust.Signed> signed) {
        return new PackageList.Entry(
                version.extensionId(),
                version.version(),
                version.descriptor().name(),
                version.descriptor().description(),
                version.descriptor().publisher(),
                version.packageHash(),
                version.packageSize(),
                version.publishedAt().orElse(version.submittedAt()),
                signed.map(known -> (ObjectNode) Json.tree(known.signature())),
                signed.flatMap(PackageTrust.Signed::publicKey));
    }
}
