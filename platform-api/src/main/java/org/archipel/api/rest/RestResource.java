package org.archipel.api.rest;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks a JAX-RS resource (an object whose class carries {@code @Path} and method annotations) that the platform serves under
 * {@code /api/x/{extensionId}/} to callers of the installing organization. The {@code rest} permission must cover its paths. The
 * platform registers it with the JAX-RS whiteboard; the extension sets no whiteboard property itself.
 */
@ConsumerType
public interface RestResource {}
