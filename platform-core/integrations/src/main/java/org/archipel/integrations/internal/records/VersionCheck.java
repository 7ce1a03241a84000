package org.archipel.integrations.internal.records;

import java.util.OptionalLong;

/** Looks at the present version before a change, in the transaction that makes it, and refuses by an exception. */
@FunctionalInterface
public interface VersionCheck {
    /** Lets every change through. */
    VersionCheck NONE = version -> {};

    /** @param version the present version; empty if there is no such record */
    void check(OptionalLong version);
}
