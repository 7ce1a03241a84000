package org.archipel.api.permission;

/**
 * A permission that an extension asks for in its descriptor.
 *
 * @param permission what it asks for
 * @param required whether the extension cannot work without it; a refused required permission means no install
 * @param reason why, in plain words, for the administrator who decides
 */
public record PermissionRequest(Permission permission, boolean required, String reason) {}
