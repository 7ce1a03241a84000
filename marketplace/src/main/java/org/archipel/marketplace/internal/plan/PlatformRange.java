package org.archipel.marketplace.internal.plan;

import java.util.Optional;
import org.archipel.sandbox.ExtensionDescriptor;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Whether an extension says that it works on this platform. */
public final class PlatformRange {
    private PlatformRange() {}

    /** Why not, for a person; empty if it does. */
    public static Optional<String> problem(ExtensionDescriptor descriptor) {
        var platform = platform();
        return descriptor.platformRange() == null || new VersionRange(descriptor.platformRange()).includes(platform)
                ? Optional.empty()
                : Optional.of(
                        "It works on platform versions " + descriptor.platformRange() + ", this is " + platform + ".");
    }

    /** The platform's version without its qualifier, which would sort a snapshot behind its release. */
    public static Version platform() {
        var bundle = FrameworkUtil.getBundle(PlatformRange.class);
        var version = bundle == null ? new Version(1, 0, 0) : bundle.getVersion();
        return new Version(version.getMajor(), version.getMinor(), version.getMicro());
    }
}
