package org.archipel.security.internal.key;

import org.archipel.security.Caller;
import org.archipel.security.KeyRotation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers both rotations as one service. */
@Component
public final class KeyRotationService implements KeyRotation {
    private final MasterKeyRotation masterKey;
    private final CredentialKeyRotation credentialKey;

    @Activate
    public KeyRotationService(@Reference MasterKeyRotation masterKey, @Reference CredentialKeyRotation credentialKey) {
        this.masterKey = masterKey;
        this.credentialKey = credentialKey;
    }

    @Override
    public Rotation rotateMasterKey(Caller caller) {
        return masterKey.rotate(caller);
    }

    @Override
    public Rotation rotateCredentialKey(Caller caller) {
        return credentialKey.rotate(caller);
    }
}
