/**
 * Annotations of an extension: who it is and what it asks for. The SDK makes of them the descriptor {@code
 * META-INF/archipel/extension.json}, the local permissions {@code OSGI-INF/permissions.perm}, and the manifest's headers. They
 * exist at build time only.
 */
package org.archipel.sdk;
