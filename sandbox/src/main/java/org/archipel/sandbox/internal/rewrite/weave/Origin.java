package org.archipel.sandbox.internal.rewrite.weave;

/**
 * Where a class comes from. In an embedded library, which its user can hardly change, an API that is not allowed is denied when it
 * is reached; in the extension's own code it refuses the package.
 *
 * @param place the embedded jar, with {@code !/} behind it; empty for the package's own classes
 */
public record Origin(String place) {
    public boolean embedded() {
        return !place.isEmpty();
    }
}
