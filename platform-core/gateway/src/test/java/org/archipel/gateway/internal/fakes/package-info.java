/** A gateway that runs without the rest of the platform. */
package org.archipel.gateway.internal.fakes;
