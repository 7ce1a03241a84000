package org.archipel.marketplace;

import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;

/**
 * A phase of a change to an installation.
 *
 * @param change what kind of change it is
 * @param phase the phase
 * @param installation what is being changed, with the version that the change leads to; of an uninstall, the one that goes
 * @param fromVersion the version that works before the change
 */
public record InstallPhaseEvent(
        ChangeKind change, InstallPhase phase, InstallationInfo installation, Optional<String> fromVersion) {}
