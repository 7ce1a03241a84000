package org.archipel.sandbox.internal.gate;

import java.io.IOException;

/** Checks one side of a package whose archive is sound. Stateless; never throws for what the package says. */
@FunctionalInterface
interface ContentCheck {
    void check(PackageContent content, Findings findings) throws IOException, BadArchiveException;
}
