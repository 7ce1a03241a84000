package org.archipel.sandbox;

import java.time.Instant;
import org.archipel.api.extension.InstallationInfo;

/**
 * An extension that was stopped for what it did.
 *
 * @param installation with the version that did it
 * @param reason for people, without a full stop at its end
 */
public record Suspension(InstallationInfo installation, String reason, Instant at) {}
