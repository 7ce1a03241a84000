package org.archipel.integrations.internal.fakes;

import org.archipel.security.Signatures;

/** Signs so that a test can see it. */
public final class PlainSignatures implements Signatures {
    @Override
    public String sign(String purpose, String text) {
        return Integer.toHexString((purpose + "\n" + text).hashCode());
    }

    @Override
    public boolean verify(String purpose, String text, String signature) {
        return sign(purpose, text).equals(signature);
    }
}
