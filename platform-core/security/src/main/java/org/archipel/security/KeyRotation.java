package org.archipel.security;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes keys while the platform runs. A rotation that is broken off, by a crash too, loses nothing: old and new keys are both
 * known until it is complete, and calling it again completes it. Thread-safe.
 */
@ProviderType
public interface KeyRotation {
    /**
     * Wraps every key of the platform by another master key. A master key in a file is replaced by a new one; one in the
     * configuration is replaced there first ({@code archipel.master.key}, with the former in {@code archipel.master.key.previous}).
     */
    Rotation rotateMasterKey(Caller caller);

    /** Makes a new data key for the caller's organization and encrypts all of its credentials with it. */
    Rotation rotateCredentialKey(Caller caller);

    /**
     * @param keyId the key that is in use now
     * @param changed how many keys or credentials were encrypted anew
     */
    record Rotation(String keyId, int changed) {}
}
