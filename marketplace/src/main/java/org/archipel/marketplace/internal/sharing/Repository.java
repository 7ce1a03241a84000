package org.archipel.marketplace.internal.sharing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.archipel.marketplace.internal.catalogue.PackageManifests;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The published versions as an OSGi repository, for bnd, Karaf and others that resolve. Thread-safe. */
@Component(service = Repository.class)
public final class Repository {
    private static final String NAME = "Archipel";

    private final PublishedVersions published;
    private final PackageManifests manifests;

    @Activate
    public Repository(@Reference PublishedVersions published, @Reference PackageManifests manifests) {
        this.published = published;
        this.manifests = manifests;
    }

    /** Two of the same revision are the same. */
    public long revision() {
        return published.revision();
    }

    /** Writes the index; addresses of packages are relative to {@code …/marketplace/repository/index.xml}. */
    public void write(OutputStream out) throws IOException {
        try (var xml = new RepositoryXml(out, NAME, published.revision())) {
            published.each(piece -> write(xml, piece));
        } catch (XMLStreamException | Unwritable e) {
            throw new IOException("the index could not be written", e);
        }
    }

    private void write(RepositoryXml xml, List<ExtensionVersion> versions) {
        var facts = manifests.of(
                versions.stream().map(ExtensionVersion::packageHash).toList());
        try {
            for (var version : versions) {
                var known = facts.getOrDefault(version.packageHash(), PackageFacts.NONE);
                if (!known.capabilities().isEmpty()) {
                    xml.write(
                            version,
                            known,
                            "../extensions/" + version.extensionId() + "/versions/" + version.version() + "/package");
                }
            }
        } catch (XMLStreamException e) {
            throw new Unwritable(e);
        }
    }

    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unwritable(XMLStreamException cause) {
            super(cause);
        }
    }
}
