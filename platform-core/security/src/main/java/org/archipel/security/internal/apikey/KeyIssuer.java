package org.archipel.security.internal.apikey;

import java.util.HexFormat;
import org.archipel.persistence.Transaction;
import org.archipel.security.internal.key.KeyPurpose;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.PlatformKey;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives a key its secret and stores it: only the keyed hash stays. */
@Component(service = KeyIssuer.class)
public final class KeyIssuer {
    private final KeyRing ring;

    @Activate
    public KeyIssuer(@Reference KeyRing ring) {
        this.ring = ring;
    }

    /** Stores the key with the hash of the text's secret. */
    public void issue(Transaction transaction, ApiKeyRow row, ApiKeyText text) {
        PlatformKey pepper = ring.current(transaction, KeyPurpose.API_KEY_PEPPER, KeyRing.INSTALLATION);
        row.lock(text.prefix(), HexFormat.of().formatHex(text.hash(pepper)), pepper.id());
        ApiKeyStore.add(transaction, row);
    }
}
