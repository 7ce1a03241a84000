package org.archipel.security.internal.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Signatures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signs with a key of the installation that is wrapped by the master key like all others. */
@Component
public final class InstallationSignatures implements Signatures {
    private final UnitOfWork work;
    private final KeyRing ring;

    @Activate
    public InstallationSignatures(@Reference(target = "(unit=security)") UnitOfWork work, @Reference KeyRing ring) {
        this.work = work;
        this.ring = ring;
    }

    @Override
    public String sign(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(purpose, text));
    }

    @Override
    public boolean verify(String purpose, String text, String signature) {
        return MessageDigest.isEqual(
                sign(purpose, text).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String purpose, String text) {
        PlatformKey key =
                work.call(transaction -> ring.current(transaction, KeyPurpose.SIGNATURES, KeyRing.INSTALLATION));
        return key.mac(Aead.context(purpose, text));
    }
}
